// Whether lanes keep the digits of a definition: its lowered kernel is tried at some hundred floats against the stable
// formula in double precision, all exponents among them, and at both sides of every place where the formula changes its
// branch or an output its sign. Where float lanes fail, the kernels get double ones.
namespace Kernels.Analysis;

internal sealed class PrecisionProbe(LaneInterpreter lanes, Body lowered, Body formula, int inputs, double[] parameters,
    double[] bounds, CancellationToken cancellation)
{
    /// <summary>What another input is held at.</summary>
    const double HeldAt = 1.2345678f;

    /// <summary>
    /// Within this distance of a root of a derivative an absolute error will do. Roots that two inputs share are no
    /// reason for double lanes: float lanes lose digits in a wider neighbourhood, which docs/numerics.md says.
    /// </summary>
    const double RootWindow = 1e-3, SharedRootWindow = 0.25, RootTolerance = 1.0 / (1 << 22);

    /// <summary>The double reference has errors of its own; a tie is half a unit off.</summary>
    const double Slack = 1e-6;

    /// <summary>
    /// The parameters of the formula, where kernels that are given <c>parameters</c>
    /// compute with others (<see cref="CarriedDefaults"/>).
    /// </summary>
    public double[]? Written { get; init; }

    /// <summary>
    /// The bounds where results are next to nothing: intermediate values below the normal floats have lost digits,
    /// which no promise of a few ULP covers.
    /// </summary>
    public double[]? Subnormal { get; init; }

    const double NextToNothing = 1e-36;

    const int MostPlaces = 24, Bisections = 34;

    const double LeastNormal = 1.17549435082228751e-38;

    static readonly double[] Line = Places().Distinct().OrderBy(x => x).ToArray();

    public bool Passes() => Enumerable.Range(0, inputs).All(Passes) && (inputs == 1 || AtExtremes());

    /// <summary>
    /// Sizes at which a sum, a product or a quotient of inputs leaves the floats on the way to a result that does not.
    /// </summary>
    static readonly double[] Extremes = [3.4e38f, -3.4e38f, 1e30f, -1e30f, 1e19f, 1.2345678f, -2e-30f, 1e-30f, 3e-45f];

    /// <summary>Whether the value is a number wherever it is one in double precision, all inputs at extremes.</summary>
    bool AtExtremes()
    {
        var count = (int)Math.Min(729, Math.Pow(Extremes.Length, inputs));
        var points = Enumerable.Range(0, inputs).Select(input => Enumerable.Range(0, count).Select(
            k => Extremes[(int)(k / Math.Pow(Extremes.Length, input % 3)) % Extremes.Length]).ToArray()).ToArray();
        var value = Body.From(formula.Load(new ExprPool())[0]);
        var (truth, actual) = (LaneInterpreter.InDouble.Run(value, points, parameters, cancellation)[0],
            lanes.Run(lowered, points, parameters, cancellation)[0]);
        return Enumerable.Range(0, count).All(k => !IsLost(truth[k], actual[k]));
    }

    /// <summary>A number of moderate size that has become none, or 0.</summary>
    static bool IsLost(double exact, double seen)
        => Math.Abs(exact) is >= LeastNormal and < Overflow
            && (double.IsNaN(seen) || double.IsInfinity((float)seen) || (float)seen == 0);


    bool Passes(int input)
    {
        // The masks tell the branch, the outputs their signs.
        var pool = new ExprPool();
        var outputs = formula.Load(pool);
        var masks = Body.Reached(outputs).Where(e => e.Op.Row().Kind == Kind.Mask).ToArray();
        var traced = Body.From([.. outputs, .. masks]);
        var changes = Changes(traced, input);
        var points = Line.Concat(changes.SelectMany(Beside)).ToArray();
        var truth = Run(LaneInterpreter.InDouble, traced, input, points);
        var actual = Run(lanes, lowered, input, points);
        return Enumerable.Range(0, outputs.Length).All(output => Holds(points, truth[output], actual[output],
            bounds[output], (Subnormal ?? bounds)[output], output == 0 && inputs == 1 ? [] : changes));
    }

    bool Holds(double[] points, double[] truth, double[] actual, double bound, double subnormal, double[] changes)
    {
        var scale = points.Select((x, i) => Math.Abs(x) <= 8 && !double.IsNaN(truth[i]) ? Math.Abs(truth[i]) : 0).Max();
        for (var i = 0; i < points.Length; i++)
        {
            var exact = truth[i];
            if (double.IsNaN(exact) || double.IsInfinity(exact)) continue;
            if (double.IsNaN(actual[i])) return false;
            var (placed, difference) = (Clipped(exact), Math.Abs(Clipped(actual[i]) - Clipped(exact)));
            if (difference <= ((Math.Abs(exact) < NextToNothing ? subnormal : bound) + Slack) * Unit(placed)
                && !(actual[i] == 0 && Math.Abs(exact) >= LeastNormal))
                continue;
            if (difference > RootTolerance * scale || !changes.Any(
                change => Math.Abs(points[i] - change) <= (inputs == 1 ? RootWindow : SharedRootWindow)))
                return false;
        }
        return true;
    }

    /// <summary>
    /// The places where a branch or a sign changes, to neighbouring floats; of many the nearest to 0.
    /// </summary>
    double[] Changes(Body traced, int input)
    {
        var seen = Run(LaneInterpreter.InDouble, traced, input, Line);
        var intervals = Enumerable.Range(1, Line.Length - 1).Where(i => Differ(seen, i - 1, seen, i))
            .OrderBy(i => Math.Abs(Line[i])).Take(MostPlaces).ToArray();
        if (intervals.Length == 0) return [];
        var low = intervals.Select(i => Ordered(Line[i - 1])).ToArray();
        var high = intervals.Select(i => Ordered(Line[i])).ToArray();
        for (var step = 0; step < Bisections; step++)
        {
            var middle = low.Zip(high, (a, b) => a + (b - a) / 2).ToArray();
            var at = Run(LaneInterpreter.InDouble, traced, input, middle.Select(Float).ToArray());
            for (var k = 0; k < low.Length; k++)
                if (Differ(seen, intervals[k] - 1, at, k)) high[k] = middle[k];
                else low[k] = middle[k];
        }
        return low.Select(Float).ToArray();
    }

    static bool Differ(double[][] a, int i, double[][] b, int k)
    {
        for (var output = 0; output < a.Length; output++)
            if (Sign(a[output][i]) != Sign(b[output][k])) return true;
        return false;
    }

    /// <summary>The sign, and whether it is below or above the normal floats.</summary>
    static int Sign(double x)
        => double.IsNaN(x) ? 4 : Math.Sign(x) * (Math.Abs(x) < LeastNormal ? 1 : Math.Abs(x) < Overflow ? 2 : 3);

    double[][] Run(LaneInterpreter interpreter, Body body, int input, double[] points)
    {
        var held = points.Select(_ => HeldAt).ToArray();
        return interpreter.Run(body, Enumerable.Range(0, inputs).Select(i => i == input ? points : held).ToArray(),
            body == lowered ? parameters : Written ?? parameters, cancellation);
    }

    static IEnumerable<double> Places()
    {
        for (var k = -149; k < 128; k++)
            foreach (var x in (double[])[(float)(1.37 * Math.Pow(2, k)),
                .. k is >= -16 and < 16 ? (double[])[(float)(1.81 * Math.Pow(2, k))] : []])
            {
                yield return x;
                yield return -x;
            }
        yield return 0;
        yield return float.MaxValue;
        yield return -float.MaxValue;
        for (var x = -12.1; x < 12.2; x += 0.23) yield return (float)x;
        // Where e^x leaves the normal range, and the range.
        for (var x = -106.1; x < 107; x += x < -80 || x > 80 ? 1.3 : 10) yield return (float)x;
    }

    static IEnumerable<double> Beside(double place)
    {
        for (var k = -3; k <= 3; k++) yield return Float(Ordered(place) + k);
        foreach (var distance in (double[])[1e-4, 1.1e-3, 1e-2])
        {
            yield return (float)(place - distance);
            yield return (float)(place + distance);
        }
        // An intermediate value may overflow or vanish earlier than the result.
        foreach (var factor in (double[])[0.9, 0.97, 1.03, 1.1]) yield return (float)(place * factor);
    }

    /// <summary>The place of a float among all floats in order.</summary>
    static long Ordered(double x) => Lane.Float.Bits(x) is var bits && bits < 0 ? -(bits & 0x7FFFFFFF) : bits;

    static double Float(long place) => Lane.Float.FromBits(place < 0 ? -place | 0x80000000L : place);

    static double Clipped(double value) => Math.Max(-Overflow, Math.Min(Overflow, value));

    const double Overflow = 3.4028236692093846e38;

    static double Unit(double truth)
        => Math.Pow(2, Math.Min(104, Math.ILogB(Math.Max(LeastNormal, Math.Abs(truth))) - 23));
}
