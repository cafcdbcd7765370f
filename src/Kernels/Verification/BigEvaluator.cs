// A formula with its slopes, at one precision: the body as it was written, before the compiler changed anything. Only
// what the result needs is evaluated, so the branch that a choice does not take may be undefined.
using Kernels.Ir;

namespace Kernels.Verification;

internal static class BigEvaluator
{
    /// <exception cref="ArithmeticException">The formula has no finite value there, or no finite slope.</exception>
    /// <param name="trainables">Which parameters have slopes, behind those of the inputs.</param>
    public static BigDual Run(Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<float> parameters, int[] trainables, int precision, bool withSlopes)
    {
        var leaves = new BigFloat[inputs.Length];
        for (var i = 0; i < leaves.Length; i++) leaves[i] = BigFloat.From(inputs[i], precision);
        var constants = new BigFloat[parameters.Length];
        for (var i = 0; i < constants.Length; i++) constants[i] = BigFloat.From(parameters[i], precision);
        return new Evaluation(body, leaves, constants, trainables, precision, withSlopes).At(body.Outputs[0]);
    }

    sealed class Evaluation(Body body, BigFloat[] inputs, BigFloat[] parameters, int[] trainables, int precision, bool withSlopes)
    {
        readonly BigDual?[] known = new BigDual?[body.Instructions.Count];

        public BigDual At(int position) => position < 0 ? default : known[position] ??= Compute(body.Instructions[position]);

        BigDual Compute(Instruction instruction) => instruction.Op switch
        {
            Op.Constant => new(BigFloat.From(instruction.Constant, precision), null),
            Op.Parameter => Parameter(instruction.Index),
            Op.Input => new(inputs[instruction.Index], withSlopes ? Direction(instruction.Index) : null),
            Op.Select => At(At(instruction.A).Value.IsZero ? instruction.C : instruction.B),
            _ => BigDual.Apply(instruction.Op, At(instruction.A), At(instruction.B), At(instruction.C)),
        };

        BigDual Parameter(int index)
        {
            var trainable = Array.IndexOf(trainables, index);
            return trainable < 0 || !withSlopes ? new(parameters[index], null) : new(parameters[index], Direction(inputs.Length + trainable), IsParameter: true);
        }

        BigFloat[] Direction(int variable)
        {
            var unit = new BigFloat[inputs.Length + trainables.Length];
            for (var i = 0; i < unit.Length; i++) unit[i] = i == variable ? 1 : 0;
            return unit;
        }
    }
}
