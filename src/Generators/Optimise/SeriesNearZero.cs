// The neighbourhood of 0. A formula that cancels there, such as x - tanh x, loses all digits where floats are densest.
// So a function of one input that has a power series at 0 is replaced by the series within a small distance, on each
// side separately. Whether that is needed, and how far, is found by evaluation: up to where formula and series agree.
// A formula that depends on its inputs through one value only, such as e^u - 1 - u with u = y - t, is a function of it.
namespace Kernels.Optimise;

internal static class SeriesNearZero
{
    /// <summary>
    /// The largest relative difference of series and formula where one replaces the other: far below half an ULP.
    /// </summary>
    const double Agreement = 1.0 / (1L << 38);

    /// <summary>
    /// The same for formulas that never agree so well, such as quotients by x³: still below half an ULP.
    /// </summary>
    const double LeastAgreement = 1.0 / (1L << 31);

    /// <summary>A formula with a larger relative error needs a series.</summary>
    const double Need = 1.0 / (1L << 28);

    /// <summary>Below it everything is 0 as a float.</summary>
    const double Vanishing = 1e-50;

    /// <summary>Neighbouring floats differ by at least 2 to this power, relative to their size.</summary>
    const int Neighbours = -24;

    const int Smallest = -149, Nearest = -14, Farthest = -2, MostTerms = 10, Margin = 3;

    /// <summary>Each output, with its factors that depend on one input or one value expanded where needed.</summary>
    public static Body Run(Body body, CancellationToken cancellation)
    {
        var pool = new ExprPool();
        var expanded = new Dictionary<Expr, Expr>();
        return Body.From(body.Load(pool).Select(Visit).ToArray());

        Expr Visit(Expr e)
        {
            if (expanded.TryGetValue(e, out var known)) return known;
            cancellation.ThrowIfCancellationRequested();
            var leaves = Body.Reached(e).Where(leaf => leaf.Op is Op.Input or Op.Parameter or Op.Output).ToArray();
            if (leaves.Length == 1 && leaves[0] is { Op: Op.Input } input)
                return expanded[e] = Expanded(e, input, input, e);
            if (Scaling.Of(e, leaves, pool) is { } scaling)
                return expanded[e] = Expanded(
                    scaling.Unscaled, scaling.Input, scaling.Variable(pool), e, series => scaling.Scaled(series, pool));
            if (Homogeneous.Of(e, leaves) is { } homogeneous)
            {
                var whole = Diagonal(homogeneous, Ratio(homogeneous.Turned, Ratio(homogeneous, e)));
                if (whole != e) return expanded[e] = whole;
            }
            if (leaves.Length > 1 && Throat.Of(e) is { } throat)
            {
                var variable = pool.Input(0);
                var whole = Expanded(Throat.Replaced(e, throat, variable, pool), variable, throat, e);
                if (whole != e) return expanded[e] = whole;
            }
            return expanded[e] = pool.Copy(e, e.Arguments
                .Select((argument, i) => RootExpansion.IsFactor(e.Op, i) ? Visit(argument) : argument).ToArray());
        }

        Expr Ratio(Homogeneous function, Expr e) => Expanded(
            function.Beside(0, pool), function.X, function.Variable(0, pool), e,
            series => function.Scaled(series, pool), isNear => function.Among(isNear, pool));

        Expr Diagonal(Homogeneous function, Expr e) => Expanded(
            function.Beside(1, pool), function.X, function.Variable(1, pool), e,
            series => function.Scaled(series, pool), isNear => function.Among(isNear, pool), Neighbours);

        // e is the function at x; the series is that of the function in its variable.
        Expr Expanded(
            Expr function, Expr variable, Expr x, Expr e,
            Func<Expr, Expr>? scaled = null, Func<Expr, Expr>? among = null, int smallest = Smallest)
        {
            var (left, right) = (Side(function, variable, -1, smallest), Side(function, variable, 1, smallest));
            if (left is null && right is null) return e;
            Expr? Series(Beginning? beginning)
                => Polynomial(beginning, x) is { } polynomial ? scaled?.Invoke(polynomial) ?? polynomial : null;
            Expr Among(Expr isNear) => among?.Invoke(isNear) ?? isNear;
            var (toLeft, toRight) = (Series(left), Series(right));
            var zero = pool.Constant(0);
            if (toLeft is not null && left!.Equals(right))
                return pool.Select(
                    Among(pool.Apply(Op.Abs, x) < left.Radius), toLeft, e);
            if (toLeft is not null) e = pool.Select(Among(Between(pool.Constant(-left!.Radius), x, zero)), toLeft, e);
            return toRight is null ? e : pool.Select(Among(Between(zero, x, pool.Constant(right!.Radius))), toRight, e);
        }

        Expr Between(Expr low, Expr x, Expr high) => pool.Apply(Op.And, x > low, x < high);

        // xᴸ·P(x), or xᴸ·P(x²) where every other coefficient is 0.
        Expr? Polynomial(Beginning? beginning, Expr x)
        {
            if (beginning is null) return null;
            var (low, coefficients) = (beginning.Low, beginning.Coefficients.ToArray());
            var isEven = coefficients.Where((_, k) => k % 2 != 0).All(c => c == 0);
            var step = isEven ? x * x : x;
            var polynomial = coefficients.Where((_, k) => !isEven || k % 2 == 0).Reverse().Select(pool.Constant)
                .Aggregate((sum, c) => c + sum * step);
            var power = pool.Constant(1);
            for (; low > 1; low -= 2) power = power * (x * x);
            if (low == 1) power = x * power;
            return power * polynomial;
        }
    }

    /// <summary>xᴸ·(c₀ + c₁x + …) within a distance from 0.</summary>
    sealed record Beginning(double Radius, int Low, EquatableArray<double> Coefficients);

    /// <summary>The series on one side and its radius; null if the formula needs none or has none.</summary>
    static Beginning? Side(Expr e, Expr x, int side, int smallest)
        => Side(e, x, side, smallest, Agreement) ?? Side(e, x, side, smallest, LeastAgreement);

    static Beginning? Side(Expr e, Expr x, int side, int smallest, double agreement)
    {
        if (SeriesRules.Of(e, _ => PowerSeries.X, side) is not { IsZero: false, IsFiniteAtZero: true } series)
            return null;
        var both = new SeriesAndFormula(series, new(e, x), side);
        if (!NeedsSeries(both, smallest)) return null;
        var (found, last) = ((Beginning?)null, Farthest);
        for (var exponent = Nearest; exponent <= last; exponent++)
        {
            if (!both.Agree(exponent, Within, agreement)) continue;
            // Lanes have fewer digits than this evaluation, and a quotient by a power of x loses them near 0. So such a
            // formula is replaced farther out, as long as both agree.
            if (found is null) last = Math.Min(Farthest, Divides(e) ? exponent + Margin : exponent);
            var radius = 1.5 * Math.Pow(2, exponent);
            if (Truncated(series, radius, agreement) is { } coefficients)
                found = new(radius, series.Low, coefficients);
        }
        return found;
    }

    /// <summary>Points of a binade, as parts of its lower end: they are no fractions of a few bits.</summary>
    static readonly double[] Within = [1, 1.23, 1.48, 1.71, 1.94], Somewhere = [1.37];

    /// <summary>Whether the formula has lost digits anywhere near 0: every fifth binade is looked at.</summary>
    static bool NeedsSeries(SeriesAndFormula both, int smallest)
    {
        for (var exponent = Nearest + 5; exponent >= smallest - 1; exponent -= 5)
            if (!both.Agree(exponent, Somewhere, Need)) return true;
        return false;
    }

    /// <summary>
    /// The coefficients without those that count for less than that part of the first anywhere within the radius; null
    /// where too many are left.
    /// </summary>
    static EquatableArray<double>? Truncated(PowerSeries series, double radius, double part)
    {
        double[] parts = [.. series.Coefficients.Select((c, power) => Math.Abs(c) * Math.Pow(radius, power))];
        var (terms, rest) = (parts.Length, 0.0);
        while (terms > 1 && rest + parts[terms - 1] < part * parts[0]) rest += parts[--terms];
        return terms <= 2 * MostTerms ? series.Coefficients.Take(terms).ToEquatable() : null;
    }

    /// <summary>A formula beside its power series, on one side of 0.</summary>
    sealed record SeriesAndFormula(PowerSeries Series, Evaluation Formula, int Side)
    {
        /// <summary>Whether both are alike, to a part of them, at points of a binade.</summary>
        public bool Agree(int exponent, double[] factors, double part)
            => factors.All(factor => Agree(Side * factor * Math.Pow(2, exponent), part));

        bool Agree(double x, double part)
        {
            var (series, formula) = (Series.At(x), Formula.At(x));
            return Math.Abs(series - formula) <= part * Math.Abs(series)
                || Math.Abs(series) < Vanishing && Math.Abs(formula) < Vanishing;
        }
    }

    static bool Divides(Expr e) => Body.Reached(e).Any(node => node.Op == Op.Div && !node[1].IsConstant);

    sealed class Evaluation(Expr e, Expr x)
    {
        readonly Body body = Body.From(e);
        readonly double[] inputs = new double[x.Index + 1];

        public double At(double value)
        {
            inputs[inputs.Length - 1] = value;
            return Interpreter.Run(body, inputs, [])[0];
        }
    }
}
