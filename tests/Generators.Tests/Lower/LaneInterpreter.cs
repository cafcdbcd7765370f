// A lowered body evaluated as kernels do it: every operation rounded once to the lane type, integers in the lane's bits.
// The lane type is a parameter; what differs between two, besides the rounding, is how bits and integers are read.
using System.Numerics;

namespace Kernels.Generators.Tests.Lower;

/// <param name="Bits">The bits of a lane as an integer of its width.</param>
/// <param name="FromBits">The lane of those bits; higher bits are dropped, as they fall out of a register.</param>
internal sealed record Lane<T>(Func<T, long> Bits, Func<long, T> FromBits) where T : IBinaryFloatingPointIeee754<T>;

internal static class Lane
{
    public static readonly Lane<float> Float = new(x => BitConverter.SingleToInt32Bits(x), bits => BitConverter.Int32BitsToSingle((int)bits));
    public static readonly Lane<double> Double = new(BitConverter.DoubleToInt64Bits, BitConverter.Int64BitsToDouble);
}

internal sealed class LaneInterpreter<T>(Lane<T> lane) where T : IBinaryFloatingPointIeee754<T>
{
    // A mask is 1 or 0. Extremes are those of the native instructions: the second operand, where either is NaN.
    readonly Dictionary<Op, Func<T, T, T, T>> operations = new()
    {
        [Op.Add] = (a, b, _) => a + b,
        [Op.Sub] = (a, b, _) => a - b,
        [Op.Mul] = (a, b, _) => a * b,
        [Op.Div] = (a, b, _) => a / b,
        [Op.Neg] = (a, _, _) => -a,
        [Op.Abs] = (a, _, _) => T.Abs(a),
        [Op.Sqrt] = (a, _, _) => T.Sqrt(a),
        [Op.Floor] = (a, _, _) => T.Floor(a),
        [Op.Select] = (a, b, c) => a != T.Zero ? b : c,
        [Op.Lt] = (a, b, _) => Mask(a < b),
        [Op.Le] = (a, b, _) => Mask(a <= b),
        [Op.Gt] = (a, b, _) => Mask(a > b),
        [Op.Ge] = (a, b, _) => Mask(a >= b),
        [Op.Eq] = (a, b, _) => Mask(a == b),
        [Op.Fma] = T.FusedMultiplyAdd,
        [Op.Fms] = (a, b, c) => T.FusedMultiplyAdd(a, b, -c),
        [Op.MinNative] = (a, b, _) => a < b ? a : b,
        [Op.MaxNative] = (a, b, _) => a > b ? a : b,
        [Op.Scale] = (a, b, _) => T.ScaleB(a, T.IsNaN(b) ? 0 : int.CreateSaturating(T.Floor(b))),
        [Op.Bits] = (a, _, _) => a,
        [Op.FromBits] = (a, _, _) => a,
        [Op.IntAdd] = (a, b, _) => lane.FromBits(lane.Bits(a) + lane.Bits(b)),
        [Op.IntSub] = (a, b, _) => lane.FromBits(lane.Bits(a) - lane.Bits(b)),
        [Op.ShiftLeft] = (a, b, _) => lane.FromBits(lane.Bits(a) << (int)lane.Bits(b)),
        [Op.ShiftRight] = (a, b, _) => lane.FromBits(lane.Bits(a) >> (int)lane.Bits(b)),
    };

    /// <summary>All values of the body, position by position, each over the points of the inputs.</summary>
    public T[][] Run(Body body, T[][] inputs, T[] parameters)
    {
        var values = new T[body.Instructions.Count][];
        for (var at = 0; at < values.Length; at++) values[at] = Evaluate(body.Instructions[at], values, inputs, parameters);
        return values;
    }

    /// <summary>One instruction over all points, from the values of those before it.</summary>
    public T[] Evaluate(Instruction instruction, T[][] values, T[][] inputs, T[] parameters)
    {
        T[] Same(T value) => [.. Enumerable.Repeat(value, inputs[0].Length)];
        switch (instruction.Op)
        {
            case Op.Input: return inputs[instruction.Index];
            case Op.Parameter: return Same(parameters[instruction.Index]);
            case Op.Constant: return Same(T.CreateTruncating(instruction.Constant));
            case Op.IntConstant: return Same(lane.FromBits(instruction.Bits));
        }
        var operation = operations[instruction.Op];
        var (a, b, c) = (Operand(0), Operand(1), Operand(2));
        var result = new T[inputs[0].Length];
        for (var i = 0; i < result.Length; i++) result[i] = operation(a[i], b[i], c[i]);
        return result;

        T[] Operand(int operand) => instruction[operand] < 0 ? values[instruction.A] : values[instruction[operand]];
    }

    static T Mask(bool value) => value ? T.One : T.Zero;
}
