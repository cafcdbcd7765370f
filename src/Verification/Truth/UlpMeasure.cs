// Measures one output of one kernel against the truth. Values, and derivatives away from their roots, are held to ULP
// of the truth. A derivative's root makes ULP meaningless: floats beside it have |f'| near 0 and inherit the absolute
// error of the terms that cancel; there, and only there, an absolute bound holds.
using System.Globalization;
using Kernels.Ir;

namespace Kernels.Verification;

internal sealed class UlpMeasure(
    ActivationInfo activation, Oracle oracle, float[][] inputs, Truth[] truths, MeasuredOutput quantity)
{
    /// <summary>
    /// How near a sign change of the derivative must be for the absolute bound to hold in place of ULP.
    /// </summary>
    public const float RootWindow = 1e-3f;

    /// <summary>Of a second derivative: its roots are expanded in less room, and more terms cancel.</summary>
    const float SecondRootWindow = 0.25f;

    /// <summary>From here on the derivative's sign must be right.</summary>
    public const float SignWindow = 1f / (1 << 20);

    /// <summary>The error allowed there, as a part of the derivative's scale.</summary>
    public const double RootTolerance = 1.0 / (1 << 22);

    double? scale;
    readonly double bound = quantity.Bound(activation);

    public UlpRow Run(string kernel, string output, float[] actual, string runner, List<string> failures)
    {
        var (max, worst, subnormal, right, counted, farthest) = (0.0, 0, 0.0, 0, 0, 0.0);
        for (var k = 0; k < actual.Length; k++)
        {
            if (TruthAt(k) is not { } truth)
            {
                // The value itself is undefined or infinite: no finite answer is right. A slope alone may be anything.
                if (truths[k].Value is null && quantity.Order == 0 && float.IsFinite(actual[k]))
                    Fail(k, "where there is no finite value");
                continue;
            }
            counted++;
            var error = Ulp.Error(actual[k], truth);
            if (error > bound && IsAround(k, actual[k])) continue;
            var nearest = truth.ToSingle();
            if (actual[k] == nearest) right++;
            if (actual[k] == 0 && float.IsNormal(nearest)) Fail(k, $"but the truth is {Text(nearest)}");

            if (actual[k] * truth.Sign < 0 && (quantity.Order == 0 || !Crosses(k, SignWindow)))
                Fail(k, $"of the wrong sign: the truth is {Text(truth.ToDouble())}");

            if (error > bound && quantity.Order > 0 && NearRoot(k) is { } distance)
            {
                if (!float.IsFinite(actual[k])
                    || !(Ulp.Distance(actual[k], truth).ToDouble() <= RootTolerance * Scale(k)))
                    Fail(k, $"but the truth is {Text(truth.ToDouble())}, near a root");
                farthest = Math.Max(farthest, distance);
                continue;
            }
            if (error > bound && quantity.Order == 0 && inputs.Length > 1 && IsNearZero(k)
                && Ulp.Distance(actual[k], truth).ToDouble() <= RootTolerance * Terms(k))
                continue;
            if (float.IsSubnormal(nearest) || nearest == 0) subnormal = Math.Max(subnormal, error);
            if (error > max) (max, worst) = (error, k);
            if (!(error <= bound))
                Fail(k, $"but the truth is {Text(truth.ToDouble())}: {Text(error)} ULP, {Text(bound)} promised");
        }
        return new(kernel, output, max, [.. inputs.Select(input => input[worst])], subnormal,
            counted == 0 ? 1 : (double)right / counted, farthest);

        void Fail(int k, string reason)
            => failures.Add(
                $"{activation.FullName} {kernel} {output} on {runner} at {UlpReport.Spell(Point(k))} "
                    + $"gives {Text(actual[k])} {reason}");
    }

    /// <summary>
    /// Whether a value changes its sign along two inputs where these move by half of themselves: their terms cancel.
    /// </summary>
    bool IsNearZero(int k)
        => Enumerable.Range(0, inputs.Length).Count(
            along => Point(k)[along] / 2 is var step && SignAt(k, along, -step) * SignAt(k, along, step) <= 0) > 1;

    /// <summary>
    /// The size of the terms that cancel there: each input times the slope along it; or its distance from an
    /// origin that all share, or its opposite, where that is less. A function of x - t is one of their
    /// difference, which loses nothing.
    /// </summary>
    double Terms(int k)
    {
        if (truths[k].Slopes is not { } all) return 0;
        var (point, slopes) = (Point(k), all.Take(inputs.Length).Select(slope => slope.ToDouble()).ToArray());
        double Of(double origin, int opposites)
        {
            var (shared, terms) = (0.0, 0.0);
            for (var i = 0; i < point.Length; i++)
            {
                var sign = (opposites >> i & 1) == 0 ? 1 : -1;
                shared += sign * slopes[i];
                terms += Math.Abs(slopes[i] * (point[i] - sign * origin));
            }
            return terms + Math.Abs(shared * origin);
        }

        return Math.Min(Of(0, 0),
            Enumerable.Range(0, 1 << point.Length - 1).Min(opposites => Of(point[0], opposites << 1)));
    }

    /// <summary>
    /// Whether a derivative lies between those beside the point. Where one-sided second derivatives differ, as those of
    /// sign(x)·log(1 + |x|) at 0, all between them are as good; and where pieces of several inputs meet nearer than
    /// their difference is rounded, those of either.
    /// </summary>
    bool IsAround(int k, float actual)
    {
        if (quantity.Order == 0 || !float.IsFinite(actual)) return false;
        if (quantity.Order == 2 && oracle.Around(Point(k), quantity, k) is var (least, largest)
            && IsWithin(least, largest))
            return true;
        if (inputs.Length == 1) return false;
        BigFloat?[] beside =
        [
            TruthAt(k), .. from along in Enumerable.Range(0, inputs.Length) from step in (int[])[-1, 1] select At(k,
                along, step > 0 ? MathF.BitIncrement(Point(k)[along]) : MathF.BitDecrement(Point(k)[along]))
        ];
        return beside.All(value => value is not null)
            && IsWithin(beside.Min(value => value!.Value), beside.Max(value => value!.Value));

        bool IsWithin(BigFloat least, BigFloat largest)
            => (actual >= least.ToDouble() || Ulp.Error(actual, least) <= bound)
                && (actual <= largest.ToDouble() || Ulp.Error(actual, largest) <= bound);
    }

    BigFloat? TruthAt(int k) => quantity.In(truths[k]);

    float[] Point(int k) => [.. inputs.Select(input => input[k])];

    /// <summary>
    /// The distance, to a power of two, within which the derivative changes its
    /// sign along an input; null if beyond the window.
    /// </summary>
    double? NearRoot(int k)
    {
        var window = quantity.Order == 1 ? RootWindow : SecondRootWindow;
        for (var distance = window / 32; distance <= window; distance *= 2)
            if (Crosses(k, distance)) return distance;
        return null;
    }

    /// <summary>Whether the derivative changes its sign within that distance, along any input.</summary>
    bool Crosses(int k, float distance)
        => Enumerable.Range(0, inputs.Length)
            .Any(along => SignAt(k, along, -distance) * SignAt(k, along, distance) < 0);

    int SignAt(int k, int along, float step) => At(k, along, Point(k)[along] + step)?.Sign ?? 0;

    /// <summary>
    /// The largest |derivative| as an input of it goes from -8 to 8; of one input it is the same at each point.
    /// </summary>
    double Scale(int k) => inputs.Length == 1 ? scale ??= ScaleAt(k) : ScaleAt(k);

    double ScaleAt(int k)
        => quantity.Along(activation)
            .Max(along => Enumerable.Range(-8, 17).Max(x => Math.Abs(At(k, along, x)?.ToDouble() ?? 0)));

    BigFloat? At(int k, int along, float x)
    {
        var point = Point(k);
        point[along] = x;
        return quantity.In(oracle.At(point, quantity.Order, k));
    }

    static string Text(double x) => x.ToString("G9", CultureInfo.InvariantCulture);
}
