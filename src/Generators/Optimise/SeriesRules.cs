// The power series of each operation beside 0, one line an operation: from the series of its operands. What an extreme
// or a comparison chooses there depends on the side, so there are two series, left and right of 0.
namespace Kernels.Optimise;

using Rule = Func<PowerSeries, PowerSeries, PowerSeries, int, PowerSeries?>;

internal static class SeriesRules
{
    static readonly PowerSeries One = PowerSeries.Of(1), Zero = PowerSeries.Of(0);

    static readonly Dictionary<Op, Rule> ByOp = new()
    {
        [Op.Add] = (a, b, _, _) => a + b,
        [Op.Sub] = (a, b, _, _) => a - b,
        [Op.Mul] = (a, b, _, _) => a * b,
        [Op.Div] = (a, b, _, _) => PowerSeries.Quotient(a, b),
        [Op.Neg] = (a, _, _, _) => -a,
        [Op.Detach] = (a, _, _, _) => a,
        [Op.Abs] = (a, _, _, side) => a.Sign(side) < 0 ? -a : a,
        [Op.Sqrt] = (a, _, _, side) => Root(a, side),
        [Op.Select] = (a, b, c, _) => a.IsZero ? c : b,
        [Op.Lt] = (a, b, _, side) => Mask((a - b).Sign(side) < 0),
        [Op.Le] = (a, b, _, side) => Mask((a - b).Sign(side) <= 0),
        [Op.Gt] = (a, b, _, side) => Mask((a - b).Sign(side) > 0),
        [Op.Ge] = (a, b, _, side) => Mask((a - b).Sign(side) >= 0),
        [Op.Eq] = (a, b, _, side) => Mask((a - b).Sign(side) == 0),
        [Op.And] = (a, b, _, _) => a.IsZero ? a : b,
        [Op.Or] = (a, b, _, _) => a.IsZero ? b : a,
        [Op.Not] = (a, _, _, _) => Mask(a.IsZero),
        [Op.Min] = (a, b, _, side) => Smaller(a, b, side),
        [Op.Max] = (a, b, _, side) => -Smaller(-a, -b, side),
        [Op.Clamp] = (a, b, c, side) => Smaller(-Smaller(-a, -b, side), c, side),

        [Op.Exp] = Finite(Exp),
        [Op.Exp2] = Finite(a => Exp(0.69314718055994530942 * a)),
        [Op.ExpM1] = Finite(a => Integral(a, Op.ExpM1, Exp(a))),
        [Op.Log] = Finite(a => a[0] > 0 ? Integral(a, Op.Log, PowerSeries.Quotient(One, a)) : null),
        [Op.Log2] =
            Finite(a => a[0] > 0 ? Integral(a, Op.Log2, 1.4426950408889634074 * PowerSeries.Quotient(One, a)!) : null),
        [Op.Log1P] = Finite(a => a[0] > -1 ? Integral(a, Op.Log1P, PowerSeries.Quotient(One, One + a)) : null),
        [Op.Pow] = (a, b, _, _) => a.Low == 0 && a[0] > 0 && b.Coefficients.Skip(1).All(c => c == 0) && b.Low == 0
            ? PowerSeries.Power(a, b[0])
            : null,
        [Op.Sin] = Finite(a => Turn(a, a[0])),
        [Op.Cos] = Finite(a => Turn(a, a[0] + 0.5 * Math.PI)),
        [Op.Tanh] = Finite(Tanh),
        [Op.Sinh] = Finite(a => 0.5 * (Exp(a) - Exp(-a))),
        [Op.Cosh] = Finite(a => 0.5 * (Exp(a) + Exp(-a))),
        [Op.Atan] = Finite(a => Integral(a, Op.Atan, PowerSeries.Quotient(One, One + a * a))),
        [Op.Erf] = Finite(a => Integral(a, Op.Erf, 1.1283791670955125739 * Exp(-(a * a)))),
        [Op.Erfc] = Finite(a => Integral(a, Op.Erfc, -1.1283791670955125739 * Exp(-(a * a)))),
        [Op.Sigmoid] = Finite(Sigmoid),
        [Op.Softplus] = Finite(a => Integral(a, Op.Softplus, Sigmoid(a))),
        [Op.LogSigmoid] = Finite(a => Integral(a, Op.LogSigmoid, Sigmoid(-a))),
        [Op.NormalCdf] = Finite(a => Integral(a, Op.NormalCdf, NormalPdf(a))),
        [Op.Lorentzian] = Finite(a => PowerSeries.Quotient(One, One + a * a)),
        [Op.LogNormalCdf] = Finite(a => Integral(a, Op.LogNormalCdf, InverseMills(a))),
        [Op.InverseMills] = Finite(InverseMills),
        [Op.InverseMillsSlope] = Finite(a => -(InverseMills(a) * (a + InverseMills(a)))),
        [Op.ZeroProduct] = (a, b, _, _) => a.IsZero ? a : a * b,
        [Op.LogisticPdf] = Finite(LogisticPdf),
        [Op.NormalPdf] = Finite(NormalPdf),
        [Op.TanhSoftplus] = Finite(TanhSoftplus),
        [Op.TanhSoftplusSlope] = Finite(TanhSoftplusSlope),
        [Op.SigmoidPlus] = (a, b, _, _) => a.IsFiniteAtZero ? Sigmoid(a) + b * LogisticPdf(a) : null,
        [Op.NormalCdfPlus] =
            (a, b, _, _) => a.IsFiniteAtZero ? Integral(a, Op.NormalCdf, NormalPdf(a))! + b * NormalPdf(a) : null,
        [Op.TanhSoftplusPlus] = (a, b, _, _) => a.IsFiniteAtZero ? TanhSoftplus(a) + b * TanhSoftplusSlope(a) : null,
        [Op.Softsign] =
            (a, _, _, side) => a.IsFiniteAtZero ? PowerSeries.Quotient(a, One + (a.Sign(side) < 0 ? -a : a)) : null,
    };

    /// <summary>Null where the operation has no power series there.</summary>
    public static PowerSeries? Apply(Op op, PowerSeries[] x, int side)
        => ByOp.TryGetValue(op, out var rule)
            ? rule(x[0], x.Length > 1 ? x[1] : Zero, x.Length > 2 ? x[2] : Zero, side)
            : null;

    static Rule Finite(Func<PowerSeries, PowerSeries?> function)
        => (a, _, _, _) => a.IsFiniteAtZero ? function(a) : null;

    static PowerSeries Mask(bool value) => value ? One : Zero;

    static PowerSeries Smaller(PowerSeries a, PowerSeries b, int side) => (a - b).Sign(side) < 0 ? a : b;

    /// <summary>√(x²ⁿ·g) is |x|ⁿ·√g.</summary>
    static PowerSeries? Root(PowerSeries a, int side)
    {
        if (a.IsZero) return a;
        if (a.Low % 2 != 0 || a.Coefficients[0] < 0) return null;
        var root = PowerSeries.Power(a with { Low = 0 }, 0.5) with { Low = a.Low / 2 };
        return side < 0 && root.Low % 2 != 0 ? -root : root;
    }

    static PowerSeries? Integral(PowerSeries a, Op op, PowerSeries? slope)
        => slope is null ? null : PowerSeries.Flow(a, Start(op, a), (_, k) => slope[k]);

    static double Start(Op op, PowerSeries a) => Interpreter.Apply(op, a[0], 0, 0);

    static PowerSeries Exp(PowerSeries a) => PowerSeries.Flow(a, Start(Op.Exp, a), (y, k) => y[k]);

    static PowerSeries Tanh(PowerSeries a)
        => PowerSeries.Flow(a, Start(Op.Tanh, a), (y, k) => (k == 0 ? 1 : 0) - PowerSeries.Convolved(y, y, k));

    static PowerSeries Sigmoid(PowerSeries a)
        => PowerSeries.Flow(a, Start(Op.Sigmoid, a), (y, k) => y[k] - PowerSeries.Convolved(y, y, k));

    static PowerSeries LogisticPdf(PowerSeries a) => Sigmoid(a) * Sigmoid(-a);

    static PowerSeries NormalPdf(PowerSeries a) => 0.39894228040143267794 * Exp(-0.5 * (a * a));

    static PowerSeries InverseMills(PowerSeries a)
        => PowerSeries.Quotient(NormalPdf(a), Integral(a, Op.NormalCdf, NormalPdf(a))!)!;

    /// <summary>sin(φ + v), where v is a without its constant: its derivatives are turns by a quarter.</summary>
    static PowerSeries Turn(PowerSeries a, double phase)
    {
        double At(int quarters)
            => Math.Abs(phase) == 0 ? (quarters % 2 == 0 ? 0 : quarters % 4 == 1 ? 1 : -1)
                : phase == 0.5 * Math.PI ? (quarters % 2 != 0 ? 0 : quarters % 4 == 0 ? 1 : -1)
                : Math.Sin(phase + 0.5 * Math.PI * quarters);
        var (v, power, sum, factorial) = (a - PowerSeries.Of(a[0]), One, PowerSeries.Of(At(0)), 1.0);
        for (var n = 1; n < 20 && !v.IsZero; n++)
        {
            (power, factorial) = (power * v, factorial * n);
            sum += At(n) / factorial * power;
        }
        return sum;
    }

    static PowerSeries TanhSoftplus(PowerSeries a)
    {
        var w = Exp(a) * (Exp(a) + PowerSeries.Of(2));
        return PowerSeries.Quotient(w, w + PowerSeries.Of(2))!;
    }

    static PowerSeries TanhSoftplusSlope(PowerSeries a)
    {
        var e = Exp(a);
        var d = e * (e + PowerSeries.Of(2)) + PowerSeries.Of(2);
        return PowerSeries.Quotient(4 * (e * (One + e)), d * d)!;
    }
}
