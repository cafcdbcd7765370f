// The CPU targets: three instruction sets, of float lanes and of double lanes. The tables differ in the width, in the
// few instructions that have no portable name, and nowhere else: the same operations in the same order, each rounded
// once, give the same bits. Names are short, because kernels stand in a namespace of their own (CpuFile).
using Kernels.Text;

namespace Kernels.Emit.Cpu;

/// <summary>The targets of one lane type, and how its kernels are run.</summary>
internal sealed record CpuTier(
    string Interface, string Loop, int LaneBits, LaneTarget Avx512, LaneTarget Avx2, LaneTarget Scalar)
{
    public static readonly CpuTier Fast = new("IFloatLanes", "RunFloat", 32,
        CpuTargets.Avx512("float", Literal.CSharpFloat), CpuTargets.Avx2("float", Literal.CSharpFloat),
        CpuTargets.Scalar("float", "MathF", "Single", 32, Literal.CSharpFloat));

    public static readonly CpuTier High = new("IDoubleLanes", "RunDouble", 64,
        CpuTargets.Avx512("double", Literal.CSharpDouble) with
        {
            Widen = "Avx512F.ConvertToVector512Double({0})",
            Narrow = "Avx512F.ConvertToVector256Single({0})",
            IntegerSuffix = "L"
        },
        CpuTargets.Avx2("double", Literal.CSharpDouble) with
        {
            Widen = "Avx.ConvertToVector256Double({0})",
            Narrow = "Avx.ConvertToVector128Single({0})",
            IntegerSuffix = "L"
        },
        CpuTargets.Scalar("double", "Math", "Double", 64, Literal.CSharpDouble) with
        {
            Widen = "Lanes.Widen({0})",
            Narrow = "(float)({0})",
            IntegerSuffix = "L"
        });
}

internal static class CpuTargets
{
    // Native extremes: vmaxps returns its second operand for NaN, so operand order is part of the operation, and
    // Vector512.Max, which orders NaN itself, would be slower and different.
    public static LaneTarget Avx512(string lane, Func<double, string> literal)
        => Vector("Vector512", lane, literal, new()
        {
            [Op.Fma] = "Avx512F.FusedMultiplyAdd({0}, {1}, {2})",
            [Op.Fms] = "Avx512F.FusedMultiplySubtract({0}, {1}, {2})",
            [Op.MinNative] = "Avx512F.Min({0}, {1})",
            [Op.MaxNative] = "Avx512F.Max({0}, {1})",
            [Op.Scale] = "Avx512F.Scale({0}, {1})",
            [Op.Select] = "Avx512F.BlendVariable({2}, {1}, {0})",
            [Op.Uniform] = $"Uniforms.{(lane == "float" ? "Of" : "Wide")}512({{0}})",
        });

    public static LaneTarget Avx2(string lane, Func<double, string> literal) => Vector("Vector256", lane, literal, new()
    {
        [Op.Fma] = "Fma.MultiplyAdd({0}, {1}, {2})",
        [Op.Fms] = "Fma.MultiplySubtract({0}, {1}, {2})",
        [Op.MinNative] = "Avx.Min({0}, {1})",
        [Op.MaxNative] = "Avx.Max({0}, {1})",
        [Op.Scale] = "Lanes.Scale({0}, {1})",
        [Op.Uniform] = $"Uniforms.{(lane == "float" ? "Of" : "Wide")}256({{0}})",
    });

    /// <param name="lane">The lane type, its mathematics class, its name in BitConverter, and its width.</param>
    public static LaneTarget Scalar(string lane, string math, string type, int bits, Func<double, string> literal)
        => new(lane, "{0}", literal, new Dictionary<Op, string>
        {
            [Op.Add] = "{0} + {1}",
            [Op.Sub] = "{0} - {1}",
            [Op.Mul] = "{0} * {1}",
            [Op.Div] = "{0} / {1}",
            [Op.Neg] = "-({0})",
            [Op.Abs] = math + ".Abs({0})",
            [Op.Sqrt] = math + ".Sqrt({0})",
            [Op.Floor] = math + ".Floor({0})",
            [Op.Select] = "{0} ? {1} : {2}",
            [Op.Lt] = "{0} < {1}",
            [Op.Le] = "{0} <= {1}",
            [Op.Gt] = "{0} > {1}",
            [Op.Ge] = "{0} >= {1}",
            [Op.Eq] = "{0} == {1}",
            [Op.Fma] = math + ".FusedMultiplyAdd({0}, {1}, {2})",
            [Op.Fms] = math + ".FusedMultiplyAdd({0}, {1}, -({2}))",
            [Op.MinNative] = "Lanes.Min({0}, {1})",
            [Op.MaxNative] = "Lanes.Max({0}, {1})",
            [Op.Scale] = "Lanes.Scale({0}, {1})",
            [Op.Uniform] = $"({lane})Uniforms.Of({{0}})",
            [Op.Bits] = $"BitConverter.{type}ToInt{bits}Bits({{0}})",
            [Op.FromBits] = $"BitConverter.Int{bits}BitsTo{type}({{0}})",
            [Op.IntAdd] = "unchecked({0} + {1})",
            [Op.IntSub] = "unchecked({0} - {1})",
            [Op.ShiftLeft] = "{0} << {1}",
            [Op.ShiftRight] = "{0} >>> {1}",
        });

    /// <summary>The lanes that a body is generic over, <c>Kernels.Loops.ILanes</c>, of floats.</summary>
    public static readonly LaneTarget AnyFloats = AnyLanes(Literal.CSharpFloat);

    /// <summary>The same of doubles.</summary>
    public static readonly LaneTarget AnyDoubles = AnyLanes(Literal.CSharpDouble);

    static LaneTarget AnyLanes(Func<double, string> literal)
        => new("TVector", "TLanes.Of({0})", literal, new Dictionary<Op, string>
        {
            [Op.Add] = "TLanes.Add({0}, {1})",
            [Op.Sub] = "TLanes.Subtract({0}, {1})",
            [Op.Mul] = "TLanes.Multiply({0}, {1})",
            [Op.Div] = "TLanes.Divide({0}, {1})",
            [Op.Neg] = "TLanes.Negate({0})",
            [Op.Abs] = "TLanes.Abs({0})",
            [Op.Sqrt] = "TLanes.Sqrt({0})",
            [Op.Floor] = "TLanes.Floor({0})",
            [Op.Select] = "TLanes.Select({0}, {1}, {2})",
            [Op.Lt] = "TLanes.Less({0}, {1})",
            [Op.Le] = "TLanes.LessOrEqual({0}, {1})",
            [Op.Gt] = "TLanes.Greater({0}, {1})",
            [Op.Ge] = "TLanes.GreaterOrEqual({0}, {1})",
            [Op.Eq] = "TLanes.Equal({0}, {1})",
            [Op.Fma] = "TLanes.MultiplyAdd({0}, {1}, {2})",
            [Op.Fms] = "TLanes.MultiplySubtract({0}, {1}, {2})",
            [Op.MinNative] = "TLanes.Min({0}, {1})",
            [Op.MaxNative] = "TLanes.Max({0}, {1})",
            [Op.Scale] = "TLanes.Scale({0}, {1})",
            [Op.Uniform] = "TLanes.Uniform({0})",
            [Op.Bits] = "TLanes.Bits({0})",
            [Op.FromBits] = "TLanes.FromBits({0})",
            [Op.IntAdd] = "TLanes.AddBits({0}, {1})",
            [Op.IntSub] = "TLanes.SubtractBits({0}, {1})",
            [Op.ShiftLeft] = "TLanes.ShiftLeft({0}, {1})",
            [Op.ShiftRight] = "TLanes.ShiftRight({0}, {1})",
        })
        {
            BroadcastBits = "TLanes.OfBits({0})",
            SelectBy = new Dictionary<Op, string>
            {
                [Op.Lt] = "TLanes.SelectIfLess({0}, {1}, {2}, {3})",
                [Op.Le] = "TLanes.SelectIfLessOrEqual({0}, {1}, {2}, {3})",
                [Op.Gt] = "TLanes.SelectIfGreater({0}, {1}, {2}, {3})",
                [Op.Ge] = "TLanes.SelectIfGreaterOrEqual({0}, {1}, {2}, {3})",
                [Op.Eq] = "TLanes.SelectIfEqual({0}, {1}, {2}, {3})",
            },
        };

    static LaneTarget Vector(string vector, string lane, Func<double, string> literal, Dictionary<Op, string> own)
    {
        var text = new Dictionary<Op, string>
        {
            [Op.Add] = "{0} + {1}",
            [Op.Sub] = "{0} - {1}",
            [Op.Mul] = "{0} * {1}",
            [Op.Div] = "{0} / {1}",
            [Op.Neg] = $"{{0}} ^ {vector}.Create({literal(-0.0)})",
            [Op.Abs] = $"{vector}.Abs({{0}})",
            [Op.Sqrt] = $"{vector}.Sqrt({{0}})",
            [Op.Floor] = $"{vector}.Floor({{0}})",
            [Op.Select] = $"{vector}.ConditionalSelect({{0}}, {{1}}, {{2}})",
            [Op.Lt] = $"{vector}.LessThan({{0}}, {{1}})",
            [Op.Le] = $"{vector}.LessThanOrEqual({{0}}, {{1}})",
            [Op.Gt] = $"{vector}.GreaterThan({{0}}, {{1}})",
            [Op.Ge] = $"{vector}.GreaterThanOrEqual({{0}}, {{1}})",
            [Op.Eq] = $"{vector}.Equals({{0}}, {{1}})",
            [Op.Bits] = $"{vector}.As{(lane == "float" ? "Int32" : "Int64")}({{0}})",
            [Op.FromBits] = $"{vector}.As{(lane == "float" ? "Single" : "Double")}({{0}})",
            [Op.IntAdd] = "{0} + {1}",
            [Op.IntSub] = "{0} - {1}",
            [Op.ShiftLeft] = "{0} << {1}",
            [Op.ShiftRight] = "{0} >>> {1}",
        };
        foreach (var pair in own) text[pair.Key] = pair.Value;
        return new($"{vector}<{lane}>", vector + ".Create({0})", literal, text);
    }
}
