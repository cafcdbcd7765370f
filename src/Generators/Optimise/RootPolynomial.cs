// A sum near its root as a polynomial in the distance t from the float nearest to the root. Its constant is the small
// value of the sum at that float, so that sign and last digits are right at the neighbouring floats too. Fitted at
// Chebyshev nodes, and cut off below the precision of a float.
namespace Kernels.Optimise;

/// <param name="Centre">The float nearest to the root.</param>
/// <param name="Radius">How far the polynomial holds.</param>
/// <param name="Coefficients">Highest degree first.</param>
internal sealed record RootPolynomial(float Centre, double Radius, double[] Coefficients)
{
    const int Nodes = 16, HighestDegree = 8;
    const double Tolerance = 1.0 / (1 << 23);

    /// <summary>
    /// From where the sum is this part of its terms, it is accurate to a few ULP: measured on silu, gelu, its tanh form
    /// and mish.
    /// </summary>
    const double Grown = 0.5;

    /// <summary>Null if nothing is lost, or if no polynomial of moderate degree is accurate enough.</summary>
    public static RootPolynomial? At(double root, CancellingSum sum)
    {
        var centre = (float)root;
        var delta = 1e-4 * Math.Max(Math.Abs(root), 1e-3);
        var slope = Math.Abs(sum.At(root + delta) - sum.At(root - delta)) / (2 * delta);
        var radius = Grown * sum.Size(root) / slope;
        // Up to here t is exact (Sterbenz).
        if (centre != 0) radius = Math.Min(radius, 0.5 * Math.Abs(centre));
        if (!(radius > 0 && radius < 1e9) || !Enumerable.Range(1, 6).Any(k => sum.Rounds(root + k * radius / 7)))
            return null;
        for (var attempt = 0; attempt < 4; attempt++, radius /= 2)
            if (Fit(centre, (float)radius, sum) is { } expansion) return expansion;
        return null;
    }

    static RootPolynomial? Fit(float centre, double radius, CancellingSum sum)
    {
        var rest = sum.At(centre);
        if (Math.Abs(rest) < 1e-15 * sum.Size(centre)) rest = 0;
        var series = Series(t => (sum.At(centre + radius * t) - rest) / (radius * t));
        // What is cut off counts relative to the quotient, which must stay near its mean.
        if (!(series.Skip(1).Sum(Math.Abs) < 0.5 * Math.Abs(series[0]))) return null;
        var tail = 0.0;
        var degree = Nodes - 1;
        for (; degree >= 0 && (tail += Math.Abs(series[degree])) < Tolerance * Math.Abs(series[0]); degree--) { }
        if (!(degree < HighestDegree)) return null;
        var powers = Powers(series.Take(degree + 1).ToArray());
        return new(centre, radius, [.. powers.Select((c, k) => c / Math.Pow(radius, k)).Reverse(), rest]);
    }

    /// <summary>The Chebyshev coefficients of f on [-1, 1].</summary>
    static double[] Series(Func<double, double> f)
    {
        var angles = Enumerable.Range(0, Nodes).Select(k => Math.PI * (k + 0.5) / Nodes).ToArray();
        var values = angles.Select(angle => f(Math.Cos(angle))).ToArray();
        return Enumerable.Range(0, Nodes)
            .Select(n => (n == 0 ? 1.0 : 2.0) / Nodes
                * values.Zip(angles, (value, angle) => value * Math.Cos(n * angle)).Sum())
            .ToArray();
    }

    /// <summary>The same polynomial in powers of t, lowest first, by T(n+1) = 2t·T(n) - T(n-1).</summary>
    static double[] Powers(double[] series)
    {
        var sum = new double[series.Length];
        var (current, next) = (new double[series.Length + 1], new double[series.Length + 1]);
        (current[0], next[1]) = (1, 1);
        foreach (var coefficient in series)
        {
            for (var k = 0; k < sum.Length; k++) sum[k] += coefficient * current[k];
            var after = next.Select((_, k) => (k == 0 ? 0 : 2 * next[k - 1]) - current[k]).ToArray();
            (current, next) = (next, after);
        }
        return sum;
    }
}
