// A formula with its derivatives, at one precision: the body as it was written, before the compiler changed anything. Only
// what the result needs is evaluated, so the branch that a choice does not take may be undefined.
using Kernels.Ir;

namespace Kernels.Verification;

internal static class BigEvaluator
{
    /// <param name="order">0 for the value, 1 for its slopes too, 2 for the second derivatives.</param>
    /// <exception cref="ArithmeticException">The formula has no finite value there, or no finite derivative.</exception>
    public static BigDual Run(Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<float> parameters, int precision, int order)
    {
        var leaves = new BigFloat[inputs.Length];
        for (var i = 0; i < leaves.Length; i++) leaves[i] = BigFloat.From(inputs[i], precision);
        var constants = new BigFloat[parameters.Length];
        for (var i = 0; i < constants.Length; i++) constants[i] = BigFloat.From(parameters[i], precision);
        return new Evaluation(body, leaves, constants, precision, order).At(body.Outputs[0]);
    }

    sealed class Evaluation(Body body, BigFloat[] inputs, BigFloat[] parameters, int precision, int order)
    {
        readonly BigDual?[] known = new BigDual?[body.Instructions.Count];

        public BigDual At(int position) => position < 0 ? default : known[position] ??= Compute(body.Instructions[position]);

        BigDual Compute(Instruction instruction) => instruction.Op switch
        {
            Op.Constant => new(BigFloat.From(instruction.Constant, precision), null),
            Op.Parameter => new(parameters[instruction.Index], null),
            Op.Input => new(inputs[instruction.Index], order > 0 ? Direction(instruction.Index) : null, order > 1 ? new BigFloat[UpperTriangle.Count(inputs.Length)] : null),
            Op.Select => At(At(instruction.A).Value.IsZero ? instruction.C : instruction.B),
            _ => BigDual.Apply(instruction.Op, At(instruction.A), At(instruction.B), At(instruction.C)),
        };

        BigFloat[] Direction(int input)
        {
            var unit = new BigFloat[inputs.Length];
            for (var i = 0; i < unit.Length; i++) unit[i] = i == input ? 1 : 0;
            return unit;
        }
    }
}
