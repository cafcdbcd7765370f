// A body evaluated as kernels do it, one instruction over all points at a time. Lowered bodies in float or double lanes; and
// formulas in double lanes, where the operations that only formulas have are those of the interpreter of the IR.
namespace Kernels.Verdict;

internal sealed class LaneInterpreter
{
    public static readonly LaneInterpreter InFloat = new(Lane.Float), InDouble = new(Lane.Double);

    readonly Lane lane;
    readonly Dictionary<Op, Func<double, double, double, double>> numbers;
    readonly Dictionary<Op, Func<long, long, long>> integers;

    LaneInterpreter(Lane lane)
    {
        this.lane = lane;
        numbers = Numbers(lane);
        integers = Integers(lane);
    }

    public static LaneInterpreter Of(bool high) => high ? InDouble : InFloat;
    // A mask is 1 or 0. Extremes are those of the native instructions: the second operand, where either is NaN.
    static Dictionary<Op, Func<double, double, double, double>> Numbers(Lane lane) => new()
    {
        [Op.Add] = (a, b, _) => lane.Round(a + b),
        [Op.Sub] = (a, b, _) => lane.Round(a - b),
        [Op.Mul] = (a, b, _) => lane.Round(a * b),
        [Op.Div] = (a, b, _) => lane.Round(a / b),
        [Op.Neg] = (a, _, _) => -a,
        [Op.Abs] = (a, _, _) => Math.Abs(a),
        [Op.Sqrt] = (a, _, _) => lane.Round(Math.Sqrt(a)),
        [Op.Floor] = (a, _, _) => Math.Floor(a),
        [Op.Select] = (a, b, c) => a != 0 ? b : c,
        [Op.Lt] = (a, b, _) => a < b ? 1 : 0,
        [Op.Le] = (a, b, _) => a <= b ? 1 : 0,
        [Op.Gt] = (a, b, _) => a > b ? 1 : 0,
        [Op.Ge] = (a, b, _) => a >= b ? 1 : 0,
        [Op.Eq] = (a, b, _) => a == b ? 1 : 0,
        [Op.Fma] = lane.Fma,
        [Op.Fms] = (a, b, c) => lane.Fma(a, b, -c),
        [Op.MinNative] = (a, b, _) => a < b ? a : b,
        [Op.MaxNative] = (a, b, _) => a > b ? a : b,
        [Op.Scale] = (a, b, _) => lane.Round(Math.ScaleB(a, double.IsNaN(b) ? 0 : (int)Math.Max(-5000, Math.Min(5000, Math.Floor(b))))),
    };

    static Dictionary<Op, Func<long, long, long>> Integers(Lane lane) => new()
    {
        [Op.IntAdd] = (a, b) => lane.Wrap(a + b),
        [Op.IntSub] = (a, b) => lane.Wrap(a - b),
        [Op.ShiftLeft] = (a, b) => lane.Wrap(a << (int)b),
        [Op.ShiftRight] = (a, b) => a >> (int)b,
    };

    /// <summary>The outputs of the body, each over the points of the inputs.</summary>
    public double[][] Run(Body body, double[][] inputs, double[] parameters, CancellationToken cancellation)
    {
        var (values, bits) = (new double[body.Instructions.Count][], new long[body.Instructions.Count][]);
        for (var at = 0; at < values.Length; at++)
        {
            cancellation.ThrowIfCancellationRequested();
            var instruction = body.Instructions[at];
            if (instruction.Op.Row().Kind == Kind.Integer) bits[at] = Integers(instruction, values, bits, inputs[0].Length);
            else values[at] = Numbers(instruction, values, bits, inputs, parameters);
        }
        return [.. body.Outputs.Select(output => values[output])];
    }

    double[] Numbers(Instruction instruction, double[][] values, long[][] bits, double[][] inputs, double[] parameters)
    {
        var result = new double[inputs[0].Length];
        switch (instruction.Op)
        {
            case Op.Input: return inputs[instruction.Index];
            case Op.Parameter: return Filled(result, lane.Round(parameters[instruction.Index]));
            case Op.Constant: return Filled(result, lane.Round(instruction.Constant));
            case Op.FromBits:
                for (var i = 0; i < result.Length; i++) result[i] = lane.FromBits(bits[instruction.A][i]);
                return result;
        }
        var (a, b, c) = (Operand(0), Operand(1), Operand(2));
        if (numbers.TryGetValue(instruction.Op, out var operation))
            for (var i = 0; i < result.Length; i++) result[i] = operation(a[i], b[i], c[i]);
        else
            for (var i = 0; i < result.Length; i++) result[i] = Interpreter.Apply(instruction.Op, a[i], b[i], c[i]);
        return result;

        double[] Operand(int operand) => values[instruction[operand] < 0 ? instruction.A : instruction[operand]];
    }

    long[] Integers(Instruction instruction, double[][] values, long[][] bits, int length)
    {
        var result = new long[length];
        switch (instruction.Op)
        {
            case Op.IntConstant: return Filled(result, lane.Wrap(instruction.Bits));
            case Op.Bits:
                for (var i = 0; i < length; i++) result[i] = lane.Bits(values[instruction.A][i]);
                return result;
        }
        var (operation, a, b) = (integers[instruction.Op], bits[instruction.A], bits[instruction.B]);
        for (var i = 0; i < length; i++) result[i] = operation(a[i], b[i]);
        return result;
    }

    static T[] Filled<T>(T[] values, T value)
    {
        for (var i = 0; i < values.Length; i++) values[i] = value;
        return values;
    }
}
