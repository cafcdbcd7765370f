// Each operation of formulas on eight doubles: one row an operation. A mask is 1 or 0, as in the interpreter. What has no
// row is computed one value at a time by the interpreter.
using System.Runtime.Intrinsics;
using Kernels.Ir;

namespace Kernels.Verification;

using Function = Func<Vector512<double>, Vector512<double>, Vector512<double>, Vector512<double>>;
using Lanes = Vector512<double>;

internal static class LaneTable
{
    public static readonly IReadOnlyDictionary<Op, Function> Rows = new Dictionary<Op, Function>
    {
        [Op.Add] = (a, b, _) => a + b,
        [Op.Sub] = (a, b, _) => a - b,
        [Op.Mul] = (a, b, _) => a * b,
        [Op.Div] = (a, b, _) => a / b,
        [Op.Neg] = (a, _, _) => -a,
        [Op.Abs] = (a, _, _) => Vector512.Abs(a),
        [Op.Sqrt] = (a, _, _) => Vector512.Sqrt(a),
        [Op.Floor] = (a, _, _) => Vector512.Floor(a),
        [Op.Select] = (a, b, c) => Vector512.ConditionalSelect(IsTrue(a), b, c),
        [Op.Lt] = (a, b, _) => Mask(Vector512.LessThan(a, b)),
        [Op.Le] = (a, b, _) => Mask(Vector512.LessThanOrEqual(a, b)),
        [Op.Gt] = (a, b, _) => Mask(Vector512.GreaterThan(a, b)),
        [Op.Ge] = (a, b, _) => Mask(Vector512.GreaterThanOrEqual(a, b)),
        [Op.Eq] = (a, b, _) => Mask(Vector512.Equals(a, b)),
        [Op.Min] = (a, b, _) => Vector512.Min(a, b),
        [Op.Max] = (a, b, _) => Vector512.Max(a, b),
        [Op.Clamp] = (a, b, c) => Vector512.Min(Vector512.Max(a, b), c),
        [Op.And] = (a, b, _) => Mask(IsTrue(a) & IsTrue(b)),
        [Op.Or] = (a, b, _) => Mask(IsTrue(a) | IsTrue(b)),
        [Op.Not] = (a, _, _) => Mask(~IsTrue(a)),
        [Op.Detach] = (a, _, _) => a,
        [Op.Exp] = (a, _, _) => DoubleLanes.Exp(a),
        [Op.Exp2] = (a, _, _) => DoubleLanes.Exp2(a),
        [Op.ExpM1] = (a, _, _) => DoubleLanes.ExpM1(a),
        [Op.Log] = (a, _, _) => DoubleLanes.Log(a),
        [Op.Log2] = (a, _, _) => Vector512.Log2(a),
        [Op.Log1P] = (a, _, _) => DoubleLanes.Log1P(a),
        [Op.Pow] = (a, b, _) => DoubleLanes.Pow(a, b),
        [Op.Sin] = (a, _, _) => CircularLanes.Sin(a),
        [Op.Cos] = (a, _, _) => CircularLanes.Cos(a),
        [Op.Tanh] = (a, _, _) => DoubleLanes.Tanh(a),
        [Op.Sinh] = (a, _, _) => DoubleLanes.Sinh(a),
        [Op.Cosh] = (a, _, _) => DoubleLanes.Cosh(a),
        [Op.Atan] = (a, _, _) => CircularLanes.Atan(a),
        [Op.Erf] = (a, _, _) => NormalLanes.Erf(a),
        [Op.Erfc] = (a, _, _) => NormalLanes.Erfc(a),
        [Op.Sigmoid] = (a, _, _) => DoubleLanes.Sigmoid(a),
        [Op.LogSigmoid] = (a, _, _) => -DoubleLanes.Softplus(-a),
        [Op.Softplus] = (a, _, _) => DoubleLanes.Softplus(a),
        [Op.NormalCdf] = (a, _, _) => NormalLanes.NormalCdf(a),
        [Op.LogisticPdf] = (a, _, _) => DoubleLanes.LogisticPdf(a),
        [Op.NormalPdf] = (a, _, _) => NormalLanes.NormalPdf(a),
        [Op.TanhSoftplus] = (a, _, _) => DoubleLanes.TanhSoftplus(a),
        [Op.TanhSoftplusSlope] = (a, _, _) => DoubleLanes.TanhSoftplusSlope(a),
        [Op.SigmoidPlus] = (a, b, _) => DoubleLanes.SigmoidPlus(a, b),
        [Op.NormalCdfPlus] = (a, b, _) => NormalLanes.NormalCdf(a) + b * NormalLanes.NormalPdf(a),
        [Op.TanhSoftplusPlus] = (a, b, _) => DoubleLanes.TanhSoftplus(a) + b * DoubleLanes.TanhSoftplusSlope(a),
        [Op.Softsign] = (a, _, _) => DoubleLanes.Softsign(a),
        [Op.Lorentzian] = (a, _, _) => Lanes.One / (Lanes.One + a * a),
    };

    static Lanes IsTrue(Lanes mask) => ~Vector512.Equals(mask, Lanes.Zero);

    static Lanes Mask(Lanes condition) => condition & Lanes.One;
}
