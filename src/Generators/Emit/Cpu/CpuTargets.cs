// The three CPU targets. The tables differ in the width, in the few instructions that have no portable name, and
// nowhere else: the same operations in the same order, each rounded once, give the same bits. Names are short, because
// kernels stand in a namespace of their own (CpuFile).
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class CpuTargets
{
    // Native extremes: vmaxps returns its second operand for NaN, so operand order is part of the operation, and
    // Vector512.Max, which orders NaN itself, would be slower and different.
    public static readonly LaneTarget Avx512 = Vector("Vector512", new()
    {
        [Op.Fma] = "Avx512F.FusedMultiplyAdd({0}, {1}, {2})",
        [Op.Fms] = "Avx512F.FusedMultiplySubtract({0}, {1}, {2})",
        [Op.MinNative] = "Avx512F.Min({0}, {1})",
        [Op.MaxNative] = "Avx512F.Max({0}, {1})",
        [Op.Scale] = "Avx512F.Scale({0}, {1})",
        [Op.Select] = "Avx512F.BlendVariable({2}, {1}, {0})",
    });

    public static readonly LaneTarget Avx2 = Vector("Vector256", new()
    {
        [Op.Fma] = "Fma.MultiplyAdd({0}, {1}, {2})",
        [Op.Fms] = "Fma.MultiplySubtract({0}, {1}, {2})",
        [Op.MinNative] = "Avx.Min({0}, {1})",
        [Op.MaxNative] = "Avx.Max({0}, {1})",
        [Op.Scale] = "Lanes.Scale({0}, {1})",
    });

    public static readonly LaneTarget Scalar = new("float", "{0}", Literal.CSharpFloat, new Dictionary<Op, string>
    {
        [Op.Add] = "{0} + {1}",
        [Op.Sub] = "{0} - {1}",
        [Op.Mul] = "{0} * {1}",
        [Op.Div] = "{0} / {1}",
        [Op.Neg] = "-({0})",
        [Op.Abs] = "MathF.Abs({0})",
        [Op.Sqrt] = "MathF.Sqrt({0})",
        [Op.Floor] = "MathF.Floor({0})",
        [Op.Select] = "{0} ? {1} : {2}",
        [Op.Lt] = "{0} < {1}",
        [Op.Le] = "{0} <= {1}",
        [Op.Gt] = "{0} > {1}",
        [Op.Ge] = "{0} >= {1}",
        [Op.Eq] = "{0} == {1}",
        [Op.Fma] = "MathF.FusedMultiplyAdd({0}, {1}, {2})",
        [Op.Fms] = "MathF.FusedMultiplyAdd({0}, {1}, -({2}))",
        [Op.MinNative] = "{0} < {1} ? {0} : {1}",
        [Op.MaxNative] = "{0} > {1} ? {0} : {1}",
        [Op.Scale] = "Lanes.Scale({0}, {1})",
        [Op.Bits] = "BitConverter.SingleToInt32Bits({0})",
        [Op.FromBits] = "BitConverter.Int32BitsToSingle({0})",
        [Op.IntAdd] = "unchecked({0} + {1})",
        [Op.IntSub] = "unchecked({0} - {1})",
        [Op.ShiftLeft] = "{0} << {1}",
        [Op.ShiftRight] = "{0} >> {1}",
        [Op.ToFloat] = "(float){0}",
    });

    static LaneTarget Vector(string vector, Dictionary<Op, string> own)
    {
        var text = new Dictionary<Op, string>
        {
            [Op.Add] = "{0} + {1}",
            [Op.Sub] = "{0} - {1}",
            [Op.Mul] = "{0} * {1}",
            [Op.Div] = "{0} / {1}",
            [Op.Neg] = $"{{0}} ^ {vector}.Create(-0f)",
            [Op.Abs] = $"{vector}.Abs({{0}})",
            [Op.Sqrt] = $"{vector}.Sqrt({{0}})",
            [Op.Floor] = $"{vector}.Floor({{0}})",
            [Op.Select] = $"{vector}.ConditionalSelect({{0}}, {{1}}, {{2}})",
            [Op.Lt] = $"{vector}.LessThan({{0}}, {{1}})",
            [Op.Le] = $"{vector}.LessThanOrEqual({{0}}, {{1}})",
            [Op.Gt] = $"{vector}.GreaterThan({{0}}, {{1}})",
            [Op.Ge] = $"{vector}.GreaterThanOrEqual({{0}}, {{1}})",
            [Op.Eq] = $"{vector}.Equals({{0}}, {{1}})",
            [Op.Bits] = $"{vector}.AsInt32({{0}})",
            [Op.FromBits] = $"{vector}.AsSingle({{0}})",
            [Op.IntAdd] = "{0} + {1}",
            [Op.IntSub] = "{0} - {1}",
            [Op.ShiftLeft] = "{0} << {1}",
            [Op.ShiftRight] = "{0} >> {1}",
            [Op.ToFloat] = $"{vector}.ConvertToSingle({{0}})",
        };
        foreach (var pair in own) text[pair.Key] = pair.Value;
        return new(vector + "<float>", vector + ".Create({0})", Literal.CSharpFloat, text);
    }
}
