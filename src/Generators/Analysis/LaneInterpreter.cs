// A body evaluated as kernels do it, a block of points at a time, one instruction after the other. Lowered
// bodies in float or double lanes; and formulas in double lanes, where the operations that only formulas have
// are those of the interpreter of the IR.
namespace Kernels.Analysis;

internal sealed class LaneInterpreter
{
    public static readonly LaneInterpreter InFloat = new(Lane.Float), InDouble = new(Lane.Double);

    readonly Lane lane;
    readonly Dictionary<Op, LaneOperation> operations;
    readonly Dictionary<Op, Func<long, long, long>> integers;

    LaneInterpreter(Lane lane)
    {
        this.lane = lane;
        operations = LaneOperations.Numbers(lane);
        integers = LaneOperations.Integers(lane);
    }

    public static LaneInterpreter Of(bool high) => high ? InDouble : InFloat;

    /// <summary>The outputs of the body, each over the points of the inputs.</summary>
    public double[][] Run(Body body, double[][] inputs, double[] parameters, CancellationToken cancellation)
    {
        var points = inputs[0].Length;
        double[][] outputs = [.. body.Outputs.Select(_ => new double[points])];
        var frame = LaneFrame.For(body.Instructions.Count);
        for (var at = 0; at < body.Instructions.Count; at++) Fill(frame, at, body.Instructions[at], parameters);
        for (var start = 0; start < points; start += LaneFrame.Length)
        {
            var count = Math.Min(LaneFrame.Length, points - start);
            for (var at = 0; at < body.Instructions.Count; at++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (body.Instructions[at] is { Op: Op.Input } input)
                    Array.Copy(inputs[input.Index], start, frame.Numbers[at], 0, count);
                else Evaluate(frame, at, body.Instructions[at], count);
            }
            for (var i = 0; i < outputs.Length; i++)
                Array.Copy(frame.Numbers[body.Outputs[i]], 0, outputs[i], start, count);
        }
        return outputs;
    }

    /// <summary>What is the same for all points.</summary>
    void Fill(LaneFrame frame, int at, Instruction instruction, double[] parameters)
    {
        if (instruction.Op == Op.IntConstant) frame.Fill(at, lane.Wrap(instruction.Bits));
        else if (instruction.Op == Op.Constant) frame.Fill(at, lane.Round(instruction.Constant));
        else if (instruction.Op == Op.Parameter) frame.Fill(at, lane.Round(parameters[instruction.Index]));
    }

    void Evaluate(LaneFrame frame, int at, Instruction instruction, int count)
    {
        var (numbers, bits) = (frame.Numbers, frame.Bits);
        switch (instruction.Op)
        {
            case Op.Constant or Op.Parameter or Op.IntConstant:
                return;
            case Op.Bits:
                for (var i = 0; i < count; i++) bits[at][i] = lane.Bits(numbers[instruction.A][i]);
                return;
            case Op.FromBits:
                for (var i = 0; i < count; i++) numbers[at][i] = lane.FromBits(bits[instruction.A][i]);
                return;
        }
        if (integers.TryGetValue(instruction.Op, out var integer))
        {
            for (var i = 0; i < count; i++) bits[at][i] = integer(bits[instruction.A][i], bits[instruction.B][i]);
            return;
        }
        var (a, b, c) = (Operand(0), Operand(1), Operand(2));
        if (operations.TryGetValue(instruction.Op, out var operation)) operation(a, b, c, numbers[at], count);
        else
            for (var i = 0; i < count; i++) numbers[at][i] = Interpreter.Apply(instruction.Op, a[i], b[i], c[i]);

        double[] Operand(int operand) => numbers[instruction[operand] < 0 ? instruction.A : instruction[operand]];
    }
}
