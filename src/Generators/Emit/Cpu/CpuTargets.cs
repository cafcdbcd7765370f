// The three CPU targets. The tables differ in the width, in the few instructions that have no portable name, and
// nowhere else: the same operations in the same order, each rounded once, give the same bits.
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class CpuTargets
{
    const string Intrinsics = "global::System.Runtime.Intrinsics.";
    const string X86 = Intrinsics + "X86.";
    const string Lanes = "global::Kernels.Loops.Lanes.";
    const string Bits = "global::System.BitConverter.";

    // Native extremes: vmaxps returns its second operand for NaN, so operand order is part of the operation, and
    // Vector512.Max, which orders NaN itself, would be slower and different.
    public static readonly LaneTarget Avx512 = Vector("Vector512", new()
    {
        [Op.Fma] = X86 + "Avx512F.FusedMultiplyAdd({0}, {1}, {2})",
        [Op.Fms] = X86 + "Avx512F.FusedMultiplySubtract({0}, {1}, {2})",
        [Op.MinNative] = X86 + "Avx512F.Min({0}, {1})",
        [Op.MaxNative] = X86 + "Avx512F.Max({0}, {1})",
        [Op.Scale] = X86 + "Avx512F.Scale({0}, {1})",
    });

    public static readonly LaneTarget Avx2 = Vector("Vector256", new()
    {
        [Op.Fma] = X86 + "Fma.MultiplyAdd({0}, {1}, {2})",
        [Op.Fms] = X86 + "Fma.MultiplySubtract({0}, {1}, {2})",
        [Op.MinNative] = X86 + "Avx.Min({0}, {1})",
        [Op.MaxNative] = X86 + "Avx.Max({0}, {1})",
        [Op.Scale] = Lanes + "Scale({0}, {1})",
    });

    public static readonly LaneTarget Scalar = new("float", "{0}", Literal.CSharpFloat, new Dictionary<Op, string>
    {
        [Op.Add] = "{0} + {1}",
        [Op.Sub] = "{0} - {1}",
        [Op.Mul] = "{0} * {1}",
        [Op.Div] = "{0} / {1}",
        [Op.Neg] = "-({0})",
        [Op.Abs] = "global::System.MathF.Abs({0})",
        [Op.Sqrt] = "global::System.MathF.Sqrt({0})",
        [Op.Floor] = "global::System.MathF.Floor({0})",
        [Op.Select] = "{0} ? {1} : {2}",
        [Op.Lt] = "{0} < {1}",
        [Op.Le] = "{0} <= {1}",
        [Op.Gt] = "{0} > {1}",
        [Op.Ge] = "{0} >= {1}",
        [Op.Eq] = "{0} == {1}",
        [Op.Fma] = "global::System.MathF.FusedMultiplyAdd({0}, {1}, {2})",
        [Op.Fms] = "global::System.MathF.FusedMultiplyAdd({0}, {1}, -({2}))",
        [Op.MinNative] = "{0} < {1} ? {0} : {1}",
        [Op.MaxNative] = "{0} > {1} ? {0} : {1}",
        [Op.Scale] = Lanes + "Scale({0}, {1})",
        [Op.Bits] = Bits + "SingleToInt32Bits({0})",
        [Op.FromBits] = Bits + "Int32BitsToSingle({0})",
        [Op.IntAdd] = "unchecked({0} + {1})",
        [Op.IntSub] = "unchecked({0} - {1})",
        [Op.ShiftLeft] = "{0} << {1}",
        [Op.ShiftRight] = "{0} >> {1}",
        [Op.ToFloat] = "(float){0}",
    });

    static LaneTarget Vector(string vector, Dictionary<Op, string> own)
    {
        var type = Intrinsics + vector;
        var text = new Dictionary<Op, string>
        {
            [Op.Add] = "{0} + {1}",
            [Op.Sub] = "{0} - {1}",
            [Op.Mul] = "{0} * {1}",
            [Op.Div] = "{0} / {1}",
            [Op.Neg] = $"{{0}} ^ {type}.Create(-0f)",
            [Op.Abs] = $"{type}.Abs({{0}})",
            [Op.Sqrt] = $"{type}.Sqrt({{0}})",
            [Op.Floor] = $"{type}.Floor({{0}})",
            [Op.Select] = $"{type}.ConditionalSelect({{0}}, {{1}}, {{2}})",
            [Op.Lt] = $"{type}.LessThan({{0}}, {{1}})",
            [Op.Le] = $"{type}.LessThanOrEqual({{0}}, {{1}})",
            [Op.Gt] = $"{type}.GreaterThan({{0}}, {{1}})",
            [Op.Ge] = $"{type}.GreaterThanOrEqual({{0}}, {{1}})",
            [Op.Eq] = $"{type}.Equals({{0}}, {{1}})",
            [Op.Bits] = $"{type}.AsInt32({{0}})",
            [Op.FromBits] = $"{type}.AsSingle({{0}})",
            [Op.IntAdd] = "{0} + {1}",
            [Op.IntSub] = "{0} - {1}",
            [Op.ShiftLeft] = "{0} << {1}",
            [Op.ShiftRight] = "{0} >> {1}",
            [Op.ToFloat] = $"{type}.ConvertToSingle({{0}})",
        };
        foreach (var pair in own) text[pair.Key] = pair.Value;
        return new(type + "<float>", type + ".Create({0})", Literal.CSharpFloat, text);
    }
}
