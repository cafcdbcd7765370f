// The GPU target. Arithmetic goes through GpuMath, which no compiler on the way contracts or reassociates; choices
// through Select with ordered comparisons, constant on the right: the only forms that ILGPU gets right for NaN on PTX
// and OpenCL alike. So the first operand of an extreme, which is the constant, stands second in its comparison.
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class GpuTarget
{
    /// <summary>What a body calls by its short name: no local may have it.</summary>
    public static readonly string[] Reserved =
        ["Add", "Sub", "Mul", "Fma", "Scale", "Select", "Uniform", "MathF", "Math", "BitConverter"];

    public static readonly LaneTarget Fast = Target("float", "MathF", "Single", 32, Literal.CSharpFloat);

    public static readonly LaneTarget High = Target("double", "Math", "Double", 64, DoubleLiteral) with
    {
        Narrow = "(float)({0})",
        IntegerSuffix = "L"
    };

    /// <summary>
    /// ILGPU prints a double -0 as the integer -0, which OpenCL C reads as 0;
    /// it folds every way to spell it but a product of GpuMath.
    /// </summary>
    static string DoubleLiteral(double value)
        => BitConverter.DoubleToInt64Bits(value) == long.MinValue
            ? "Mul(-1e-200, 1e-200)"
            : Literal.CSharpDouble(value);

    static LaneTarget Target(string lane, string math, string type, int bits, Func<double, string> literal)
        => new(lane, "{0}", literal, new Dictionary<Op, string>
        {
            [Op.Add] = "Add({0}, {1})",
            [Op.Sub] = "Sub({0}, {1})",
            [Op.Mul] = "Mul({0}, {1})",
            [Op.Fma] = "Fma({0}, {1}, {2})",
            [Op.Fms] = "Fma({0}, {1}, -({2}))",
            [Op.Scale] = "Scale({0}, {1})",
            [Op.ScaleDown] = "Scale({0}, {1})",
            [Op.ScaleNear] = "Scale({0}, {1})",
            [Op.Uniform] = $"({lane})Uniform({{0}})",
            [Op.Div] = "{0} / {1}",
            [Op.Neg] = "-({0})",
            [Op.Abs] = math + ".Abs({0})",
            [Op.Sqrt] = math + ".Sqrt({0})",
            [Op.Floor] = math + ".Floor({0})",
            [Op.Select] = "Select({0}, {1}, {2})",
            [Op.Lt] = "{0} < {1}",
            [Op.Le] = "{0} <= {1}",
            [Op.Gt] = "{0} > {1}",
            [Op.Ge] = "{0} >= {1}",
            [Op.Eq] = "{0} == {1}",
            [Op.MinNative] = "Select({1} > {0}, {0}, {1})",
            [Op.MaxNative] = "Select({1} < {0}, {0}, {1})",
            [Op.Bits] = $"BitConverter.{type}ToInt{bits}Bits({{0}})",
            [Op.FromBits] = $"BitConverter.Int{bits}BitsTo{type}({{0}})",
            [Op.IntAdd] = "unchecked({0} + {1})",
            [Op.IntSub] = "unchecked({0} - {1})",
            [Op.ShiftLeft] = "{0} << {1}",
            [Op.ShiftRight] = "{0} >>> {1}",
        });
}
