// A function beside 0 as a power series: xᴸ·(c₀ + c₁x + …) with as many coefficients as are known. L may be negative,
// so that poles cancel as they should. Where a sum of coefficients cancels to the rounding of its terms, it is 0: that
// is what tells x - tanh x from x³/3.
namespace Kernels.Optimise;

/// <param name="Low">The power of the first coefficient, which is not 0; of a series that is 0, no matter.</param>
internal sealed record PowerSeries(int Low, double[] Coefficients)
{
    /// <summary>How many coefficients are followed.</summary>
    const int Length = 20;

    const double Noise = 1e-14;

    public static readonly PowerSeries X = new(1, Padded(1));

    public static PowerSeries Of(double constant) => new(0, Padded(constant));

    public bool IsZero => Coefficients.All(c => c == 0);

    /// <summary>The power up to which coefficients are known.</summary>
    int End => Low + Coefficients.Length;

    /// <summary>The coefficient of a power.</summary>
    public double this[int power] => power < Low || power >= End ? 0 : Coefficients[power - Low];

    public bool IsFiniteAtZero => IsZero || Low >= 0;

    /// <summary>-1, 0 or 1: the sign beside 0, on the side given.</summary>
    public int Sign(int side) => IsZero ? 0 : (Coefficients[0] > 0 ? 1 : -1) * (Low % 2 == 0 ? 1 : side);

    public double At(double x)
    {
        var sum = 0.0;
        for (var k = Coefficients.Length - 1; k >= 0; k--) sum = sum * x + Coefficients[k];
        return sum * Math.Pow(x, Low);
    }

    public static PowerSeries operator +(PowerSeries a, PowerSeries b)
    {
        if (a.IsZero) return b;
        if (b.IsZero) return a;
        var low = Math.Min(a.Low, b.Low);
        return Trimmed(low, Enumerable.Range(low, Math.Max(0, Math.Min(a.End, b.End) - low)).Select(power =>
        {
            var sum = a[power] + b[power];
            return Math.Abs(sum) <= Noise * (Math.Abs(a[power]) + Math.Abs(b[power])) ? 0 : sum;
        }));
    }

    public static PowerSeries operator -(PowerSeries a)
        => a with { Coefficients = a.Coefficients.Select(c => -c).ToArray() };

    public static PowerSeries operator -(PowerSeries a, PowerSeries b) => a + -b;

    public static PowerSeries operator *(PowerSeries a, PowerSeries b)
        => a.IsZero ? a : b.IsZero ? b : new(a.Low + b.Low,
            Range(Math.Min(a.Coefficients.Length, b.Coefficients.Length))
                .Select(k => Convolved(a.Coefficients, b.Coefficients, k)).ToArray());

    public static PowerSeries operator *(double a, PowerSeries b) => Of(a) * b;

    /// <summary>Null for a divisor that is 0 all around.</summary>
    public static PowerSeries? Quotient(PowerSeries a, PowerSeries b)
    {
        if (b.IsZero) return null;
        if (a.IsZero) return a;
        var quotient = new double[Math.Min(a.Coefficients.Length, b.Coefficients.Length)];
        for (var k = 0; k < quotient.Length; k++)
            quotient[k] =
                (a.Coefficients[k] - Range(k).Sum(i => quotient[i] * b.Coefficients[k - i])) / b.Coefficients[0];
        return new(a.Low - b.Low, quotient);
    }

    /// <summary>The power of a positive series without a zero or pole at 0.</summary>
    public static PowerSeries Power(PowerSeries u, double exponent)
    {
        var (c, power) = (u.Coefficients, new double[u.Coefficients.Length]);
        power[0] = Math.Pow(c[0], exponent);
        for (var k = 1; k < power.Length; k++)
            power[k] = Enumerable.Range(1, k).Sum(j => (exponent * j - (k - j)) * c[j] * power[k - j]) / (k * c[0]);
        return new(0, power);
    }

    /// <summary>f(u) from f(u₀) and its slope, whose coefficient k follows from those of f up to k.</summary>
    public static PowerSeries Flow(PowerSeries u, double start, Func<double[], int, double> slope)
    {
        var known = u.IsZero ? Length : u.End;
        var (result, slopes) = (new double[known], new double[known]);
        result[0] = start;
        for (var k = 1; k < known; k++)
        {
            slopes[k - 1] = slope(result, k - 1);
            result[k] = Enumerable.Range(1, k).Sum(j => j * u[j] * slopes[k - j]) / k;
        }
        return Trimmed(0, result);
    }

    /// <summary>The coefficient k of a product.</summary>
    public static double Convolved(double[] a, double[] b, int k) => Range(k + 1).Sum(i => a[i] * b[k - i]);

    static PowerSeries Trimmed(int low, IEnumerable<double> coefficients)
    {
        var rest = coefficients.SkipWhile(c => c == 0).ToArray();
        return rest.Length == 0 ? Of(0) : new(low + coefficients.Count() - rest.Length, rest.Take(Length).ToArray());
    }

    static double[] Padded(double first) => [first, .. new double[Length - 1]];

    static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);
}
