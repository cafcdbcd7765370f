// The two kinds of lanes that a body computes in on the CPU, and the C# of each operation in them. A body is printed
// once for all instruction sets, over Kernels.Loops.ILanes.
using Kernels.Text;

namespace Kernels.Emit.Cpu;

/// <param name="Number">The C# type of one lane.</param>
/// <param name="Target">How operations are written.</param>
/// <param name="Sets">For each instruction set the type arguments that a generic body is called with.</param>
internal sealed record CpuLanes(string Number, LaneTarget Target, (string? Isa, string Arguments)[] Sets)
{
    public static readonly CpuLanes Floats = new("float", Of(Literal.CSharpFloat),
    [
        ("Avx512", "Floats512, Vector512<float>, Vector512<float>, Vector512<int>"),
        ("Avx2", "Floats256, Vector256<float>, Vector256<float>, Vector256<int>"),
        ("Vector128", "Floats128, Vector128<float>, Vector128<float>, Vector128<int>"),
        (null, "Floats1, float, bool, int"),
    ]);

    public static readonly CpuLanes Doubles = new("double", Of(Literal.CSharpDouble),
    [
        ("Avx512", "Doubles512, Vector512<double>, Vector512<double>, Vector512<long>"),
        ("Avx2", "Doubles256, Vector256<double>, Vector256<double>, Vector256<long>"),
        ("Vector128", "Doubles128, Vector128<double>, Vector128<double>, Vector128<long>"),
        (null, "Doubles1, double, bool, long"),
    ]);

    public bool IsDouble => this == Doubles;

    static LaneTarget Of(Func<double, string> literal)
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
            [Op.ScaleDown] = "TLanes.ScaleDown({0}, {1})",
            [Op.ScaleNear] = "TLanes.ScaleNear({0}, {1})",
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
}
