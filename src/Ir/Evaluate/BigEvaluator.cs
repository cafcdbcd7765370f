// A formula with its derivatives, at one precision: the body as it was written, before the compiler changed anything.
// Only what the result needs is evaluated, so the branch that a choice does not take may be undefined.
namespace Kernels.Ir;

internal static class BigEvaluator
{
    /// <exception cref="ArithmeticException">The formula has no finite value there,
    /// or no finite derivative.</exception>
    /// <param name="order">0 for the value, 1 for its slopes too, 2 for the second derivatives.</param>
    /// <param name="trainables">Which parameters have slopes, behind those of the inputs.</param>
    /// <param name="isTied">Whether two sides of a choice were equal: there pieces of a function meet.</param>
    /// <param name="held">Values that are stopped stand where they were, by their positions;
    /// where not given, they move.</param>
    public static BigDual Run(
        Body body, BigFloat[] inputs, BigFloat[] parameters, int[] trainables, int precision, int order,
        out bool isTied, IReadOnlyDictionary<int, BigFloat>? held = null)
    {
        var evaluation = new Evaluation(body, inputs, parameters, trainables, precision, order, held);
        var result = evaluation.At(body.Outputs[0]);
        isTied = evaluation.IsTied;
        return result;
    }

    public static BigDual Run(Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<double> parameters, int[] trainables,
        int precision, int order, out bool isTied)
        => Run(body, Leaves(inputs, precision), Leaves(parameters, precision), trainables,
            precision, order, out isTied);

    public static BigFloat[] Leaves(ReadOnlySpan<float> values, int precision)
    {
        var leaves = new BigFloat[values.Length];
        for (var i = 0; i < leaves.Length; i++) leaves[i] = BigFloat.From(values[i], precision);
        return leaves;
    }

    public static BigFloat[] Leaves(ReadOnlySpan<double> values, int precision)
    {
        var leaves = new BigFloat[values.Length];
        for (var i = 0; i < leaves.Length; i++) leaves[i] = BigFloat.From(values[i], precision);
        return leaves;
    }

    /// <summary>What a formula stops, by its position, as far as it has a value.</summary>
    public static Dictionary<int, BigFloat> Stopped(Body body, BigFloat[] inputs, BigFloat[] parameters, int precision)
    {
        var evaluation = new Evaluation(body, inputs, parameters, [], precision, order: 0, held: null);
        var stopped = new Dictionary<int, BigFloat>();
        for (var position = 0; position < body.Instructions.Count; position++)
        {
            if (body.Instructions[position].Op != Op.Detach) continue;
            try
            {
                stopped[position] = evaluation.At(position).Value;
            }
            catch (ArithmeticException)
            {
                // A branch that is not taken.
            }
        }
        return stopped;
    }

    sealed class Evaluation(
        Body body, BigFloat[] inputs, BigFloat[] parameters, int[] trainables, int precision, int order,
        IReadOnlyDictionary<int, BigFloat>? held)
    {
        const int BeyondFloats = 4096;

        readonly BigDual?[] known = new BigDual?[body.Instructions.Count];

        public bool IsTied { get; private set; }

        public BigDual At(int position)
            => position < 0 ? default : known[position] ??= held?.TryGetValue(position, out var there) == true
                ? new(there, null)
                : Compute(body.Instructions[position]);

        BigDual Compute(Instruction instruction) => instruction.Op switch
        {
            Op.Constant => new(BigFloat.From(instruction.Constant, precision), null),
            Op.Parameter => Parameter(instruction.Index),
            Op.Input => Variable(inputs[instruction.Index], instruction.Index, isParameter: false),
            Op.Select => At(At(instruction.A).Value.IsZero ? instruction.C : instruction.B),
            Op.ZeroProduct when At(instruction.A) is { Value.IsZero: true } x && (order == 0 || x.Slopes is null)
                => new(x.Value, null),
            Op.Clamp => Applied(instruction.Op, At(instruction.A), Bound(instruction.B), Bound(instruction.C)),
            _ => Applied(instruction.Op, At(instruction.A), At(instruction.B), At(instruction.C)),
        };

        // A bound may be infinite, and arbitrary precision has no infinity.
        BigDual Bound(int position)
            => body.Instructions[position] is { Op: Op.Constant, Constant: var bound } && double.IsInfinity(bound)
                ? new(((BigFloat)Math.Sign(bound)).Scale(BeyondFloats), null) : At(position);

        // What is made of parameters alone is one, as far as ties go.
        BigDual Applied(Op op, BigDual a, BigDual b, BigDual c)
        {
            IsTied |= op is Op.Max or Op.Min or Op.Lt or Op.Le or Op.Gt or Op.Ge or Op.Eq
                ? a.Value.CompareTo(b.Value) == 0
                : op == Op.Abs && a.Value.IsZero;
            return BigDual.Apply(op, a, b, c) with
            {
                IsParameter = IsScalar(a) && IsScalar(b) && IsScalar(c)
                    && (a.IsParameter || b.IsParameter || c.IsParameter)
            };
        }

        static bool IsScalar(BigDual value) => value.IsParameter || value.Slopes is null;

        BigDual Parameter(int index)
        {
            var trainable = Array.IndexOf(trainables, index);
            return trainable < 0 ? new(parameters[index], null)
                : Variable(parameters[index], inputs.Length + trainable, isParameter: true);
        }

        BigDual Variable(BigFloat value, int variable, bool isParameter)
            => new(value, order > 0 ? Direction(variable) : null,
                order > 1 ? new BigFloat[UpperTriangle.Count(inputs.Length + trainables.Length)] : null, isParameter);

        BigFloat[] Direction(int variable)
        {
            var unit = new BigFloat[inputs.Length + trainables.Length];
            for (var i = 0; i < unit.Length; i++) unit[i] = i == variable ? 1 : 0;
            return unit;
        }
    }
}
