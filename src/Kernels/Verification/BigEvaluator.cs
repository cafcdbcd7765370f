// A formula with its derivatives, at one precision: the body as it was written, before the compiler changed anything. Only
// what the result needs is evaluated, so the branch that a choice does not take may be undefined.
using Kernels.Ir;

namespace Kernels.Verification;

internal static class BigEvaluator
{
    /// <summary>The exponent of the distance of a side: a slope there and at the place itself are the same number.</summary>
    const int Beside = -400;

    /// <exception cref="ArithmeticException">The formula has no finite value there, or no finite derivative.</exception>
    /// <param name="order">0 for the value, 1 for its slopes too, 2 for the second derivatives.</param>
    /// <param name="trainables">Which parameters have slopes, behind those of the inputs.</param>
    /// <param name="isTied">Whether two sides of a choice were equal: there pieces of a function meet.</param>
    /// <param name="side">-1 and 1 for the inputs a little to the left or right of where they are, each by another distance: pieces may meet where two are equal.</param>
    public static BigDual Run(Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<double> parameters, int[] trainables, int precision, int order, out bool isTied, int side = 0)
    {
        var leaves = new BigFloat[inputs.Length];
        for (var i = 0; i < leaves.Length; i++) leaves[i] = BigFloat.From(inputs[i], precision) + BigFloat.From(side * (1 + 0.375 * i), precision).Scale(Beside);
        var constants = new BigFloat[parameters.Length];
        for (var i = 0; i < constants.Length; i++) constants[i] = BigFloat.From(parameters[i], precision);
        var evaluation = new Evaluation(body, leaves, constants, trainables, precision, order);
        var result = evaluation.At(body.Outputs[0]);
        isTied = evaluation.IsTied;
        return result;
    }

    sealed class Evaluation(Body body, BigFloat[] inputs, BigFloat[] parameters, int[] trainables, int precision, int order)
    {
        readonly BigDual?[] known = new BigDual?[body.Instructions.Count];

        public bool IsTied { get; private set; }

        public BigDual At(int position) => position < 0 ? default : known[position] ??= Compute(body.Instructions[position]);

        BigDual Compute(Instruction instruction) => instruction.Op switch
        {
            Op.Constant => new(BigFloat.From(instruction.Constant, precision), null),
            Op.Parameter => Parameter(instruction.Index),
            Op.Input => Variable(inputs[instruction.Index], instruction.Index, isParameter: false),
            Op.Select => At(At(instruction.A).Value.IsZero ? instruction.C : instruction.B),
            _ => Applied(instruction.Op, At(instruction.A), At(instruction.B), At(instruction.C)),
        };

        // What is made of parameters alone is one, as far as ties go.
        BigDual Applied(Op op, BigDual a, BigDual b, BigDual c)
        {
            IsTied |= op is Op.Max or Op.Min or Op.Lt or Op.Le or Op.Gt or Op.Ge or Op.Eq ? a.Value.CompareTo(b.Value) == 0 : op == Op.Abs && a.Value.IsZero;
            return BigDual.Apply(op, a, b, c) with { IsParameter = IsScalar(a) && IsScalar(b) && IsScalar(c) && (a.IsParameter || b.IsParameter || c.IsParameter) };
        }

        static bool IsScalar(BigDual value) => value.IsParameter || value.Slopes is null;

        BigDual Parameter(int index)
        {
            var trainable = Array.IndexOf(trainables, index);
            return trainable < 0 ? new(parameters[index], null) : Variable(parameters[index], inputs.Length + trainable, isParameter: true);
        }

        BigDual Variable(BigFloat value, int variable, bool isParameter)
            => new(value, order > 0 ? Direction(variable) : null, order > 1 ? new BigFloat[UpperTriangle.Count(inputs.Length + trainables.Length)] : null, isParameter);

        BigFloat[] Direction(int variable)
        {
            var unit = new BigFloat[inputs.Length + trainables.Length];
            for (var i = 0; i < unit.Length; i++) unit[i] = i == variable ? 1 : 0;
            return unit;
        }
    }
}
