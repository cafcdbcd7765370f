// The scalar derivative in double precision: the stable form, printed over KernelMath and its unexported kin.
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class DoubleBody
{
    const string Math = "global::Kernels.KernelMath.";
    const string Slopes = "global::Kernels.Slopes.";

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
        [Op.Exp] = Math + "Exp({0})", [Op.Exp2] = Math + "Exp2({0})", [Op.ExpM1] = Math + "ExpM1({0})",
        [Op.Log] = Math + "Log({0})", [Op.Log2] = Math + "Log2({0})", [Op.Log1P] = Math + "Log1P({0})",
        [Op.Pow] = Math + "Pow({0}, {1})",
        [Op.Sin] = Math + "Sin({0})", [Op.Cos] = Math + "Cos({0})", [Op.Tanh] = Math + "Tanh({0})",
        [Op.Sinh] = Math + "Sinh({0})", [Op.Cosh] = Math + "Cosh({0})", [Op.Atan] = Math + "Atan({0})",
        [Op.Erf] = Math + "Erf({0})", [Op.Erfc] = Math + "Erfc({0})", [Op.Sigmoid] = Math + "Sigmoid({0})",
        [Op.LogSigmoid] = Math + "LogSigmoid({0})", [Op.Softplus] = Math + "Softplus({0})",
        [Op.NormalCdf] = Math + "NormalCdf({0})",
        [Op.LogisticPdf] = Slopes + "LogisticPdf({0})", [Op.NormalPdf] = Slopes + "NormalPdf({0})",
        [Op.SigmoidPlus] = Slopes + "SigmoidPlus({0}, {1})", [Op.NormalCdfPlus] = Slopes + "NormalCdfPlus({0}, {1})",
        [Op.TanhSoftplusPlus] = Slopes + "TanhSoftplusPlus({0}, {1})",
        [Op.Softsign] = Slopes + "Softsign({0})", [Op.Lorentzian] = Slopes + "Lorentzian({0})",
        [Op.LogNormalCdf] = Math + "LogNormalCdf({0})", [Op.ZeroProduct] = Slopes + "ZeroProduct({0}, {1}, {2})",
        [Op.InverseMills] = Slopes + "InverseMills({0})", [Op.InverseMillsSlope] = Slopes + "InverseMillsSlope({0})",
        [Op.LogRootSum] = Slopes + "LogRootSum({0}, {1})",
        [Op.TanhSoftplus] = Slopes + "TanhSoftplus({0})", [Op.TanhSoftplusSlope] = Slopes + "TanhSoftplusSlope({0})",
    });
}
