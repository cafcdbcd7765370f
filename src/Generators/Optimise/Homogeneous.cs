// A function of two inputs of the form kᵐ·h(x/k), as robust losses with a scale and most divergences are. Near x = 0 it
// has a series in x/k, and near x = k, where divergences are 0, a series in (x - k)/k. The form is found by evaluation,
// as for Scaling.
namespace Kernels.Optimise;

/// <param name="X">The input that is measured.</param>
/// <param name="K">What it is measured in.</param>
/// <param name="Power">m.</param>
/// <param name="AnySign">Whether it is so of a k below 0 too.</param>
internal sealed record Homogeneous(Expr Formula, Expr X, Expr K, double Power, bool AnySign)
{
    static readonly double[] Places = [0.23, 0.71, 1.9], Scales = [0.37, 2.3, 7.1];

    const double Tolerance = 1e-8, MostPower = 4;

    /// <summary>The expression as such a function; null if it is none.</summary>
    public static Homogeneous? Of(Expr e, Expr[] leaves)
    {
        if (leaves.Length != 2 || leaves.Any(leaf => leaf.Op != Op.Input)) return null;
        var (body, inputs, x, k) = (Body.From(e), new double[1 + leaves.Max(leaf => leaf.Index)], leaves[0], leaves[1]);
        double At(double at, double scale)
        {
            (inputs[x.Index], inputs[k.Index]) = (at * scale, scale);
            return Interpreter.Run(body, inputs, [])[0];
        }
        var power = Math.Log(At(Places[0], 2) / At(Places[0], 1)) / Math.Log(2);
        // Exponents in formulas are whole numbers or simple fractions such as halves and thirds.
        power = Math.Round(60 * power) / 60;
        if (double.IsNaN(power) || Math.Abs(power) > MostPower
            || !Scales.All(scale => IsSo(scale, Math.Pow(scale, power)))) return null;
        var isWhole = power == Math.Round(power);
        return new(e, x, k, power, isWhole && IsSo(-1.3, Math.Pow(-1.3, power)));

        bool IsSo(double scale, double factor)
            => Places.All(place => factor * At(place, 1) is var expected
                && Math.Abs(At(place, scale) - expected) <= Tolerance * Math.Abs(expected));
    }

    public Homogeneous Turned => this with { X = K, K = X };

    /// <summary>h(x) for place 0, and h(1 + x) for place 1.</summary>
    public Expr Beside(double place, ExprPool pool)
    {
        var substitutes = new Dictionary<Expr, Expr>
        {
            [K] = pool.Constant(1), [X] = place + X
        };
        return pool.Replaced(Formula, substitutes);
    }

    public Expr Variable(double place, ExprPool pool) => (place == 0 ? X : X - K) / K;

    /// <summary>kᵐ·e.</summary>
    public Expr Scaled(Expr e, ExprPool pool)
    {
        if (Power != Math.Round(Power)) return pool.Apply(Op.Pow, K, pool.Constant(Power)) * e;
        for (var i = 0; i < Power; i++) e = K * e;
        for (var i = 0; i > Power; i--) e = e / K;
        return e;
    }

    /// <summary>The condition under which the series holds.</summary>
    public Expr Among(Expr isNear, ExprPool pool) => AnySign ? isNear : pool.Apply(Op.And, K > 0, isNear);
}
