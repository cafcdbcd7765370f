// The scalar derivative in double precision: the stable form, printed over KernelMath and its unexported kin.
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class DoubleBody
{
    const string Math = "global::Kernels.KernelMath.";

    public static readonly LaneTarget Target = new("double", "{0}", Literal.CSharpDouble, new Dictionary<Op, string>
    {
        [Op.Add] = "{0} + {1}", [Op.Sub] = "{0} - {1}", [Op.Mul] = "{0} * {1}",
        [Op.Div] = "{0} / {1}", [Op.Neg] = "-({0})",
        [Op.Select] = "{0} ? {1} : {2}",
        [Op.Lt] = "{0} < {1}", [Op.Le] = "{0} <= {1}", [Op.Gt] = "{0} > {1}",
        [Op.Ge] = "{0} >= {1}", [Op.Eq] = "{0} == {1}",
        [Op.And] = "{0} && {1}", [Op.Or] = "{0} || {1}", [Op.Not] = "!({0})",
        [Op.Abs] = Math + "Abs({0})", [Op.Sqrt] = Math + "Sqrt({0})", [Op.Floor] = Math + "Floor({0})",
        [Op.Min] = Math + "Min({0}, {1})", [Op.Max] = Math + "Max({0}, {1})",
        [Op.Clamp] = Math + "Clamp({0}, {1}, {2})", [Op.Detach] = "{0}", [Op.Uniform] = Math + "Uniform({0})",
        [Op.Pow] = Math + "Pow({0}, {1})",
        [Op.ZeroProduct] = "global::Kernels.Slopes.ZeroProduct({0}, {1}, {2})",
    }.Concat(FunctionTable.All.Select(Called)).ToDictionary(row => row.Key, row => row.Value));

    static KeyValuePair<Op, string> Called(FunctionRow function)
        => new(function.Op, $"global::{function.Method}({(function.Arity == 1 ? "{0}" : "{0}, {1}")})");
}
