// Measures one output of one kernel against the truth. Values, and derivatives away from their roots, are held to ULP of
// the truth. A derivative's root makes ULP meaningless: floats beside it have |f'| near 0 and inherit the absolute error
// of the terms that cancel; there, and only there, an absolute bound holds.
using System.Globalization;

namespace Kernels.Verification;

internal sealed class UlpMeasure(ActivationInfo activation, Oracle oracle, float[][] inputs, Truth[] truths, Quantity quantity)
{
    /// <summary>How near a sign change of the derivative must be for the absolute bound to hold in place of ULP.</summary>
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
                if (truths[k].Value is null && quantity.Order == 0 && float.IsFinite(actual[k])) Fail(k, "where there is no finite value");
                continue;
            }
            counted++;
            var nearest = truth.ToSingle();
            if (actual[k] == nearest) right++;
            if (actual[k] == 0 && float.IsNormal(nearest)) Fail(k, $"but the truth is {Text(nearest)}");

            if (actual[k] * truth.Sign < 0 && (quantity.Order == 0 || !Crosses(k, SignWindow))) Fail(k, $"of the wrong sign: the truth is {Text(truth.ToDouble())}");

            var error = Ulp.Error(actual[k], truth);
            if (error > bound && quantity.Order > 0 && NearRoot(k) is { } distance)
            {
                if (!float.IsFinite(actual[k]) || !(Ulp.Distance(actual[k], truth).ToDouble() <= RootTolerance * Scale(k)))
                    Fail(k, $"but the truth is {Text(truth.ToDouble())}, near a root");
                farthest = Math.Max(farthest, distance);
                continue;
            }
            if (float.IsSubnormal(nearest) || nearest == 0) subnormal = Math.Max(subnormal, error);
            if (error > max) (max, worst) = (error, k);
            if (!(error <= bound)) Fail(k, $"but the truth is {Text(truth.ToDouble())}: {Text(error)} ULP, {Text(bound)} promised");
        }
        return new(kernel, output, max, [.. inputs.Select(input => input[worst])], subnormal, counted == 0 ? 1 : (double)right / counted, farthest);

        void Fail(int k, string reason)
            => failures.Add(
                $"{activation.FullName} {kernel} {output} on {runner} at {UlpReport.Spell(Point(k))} gives {Text(actual[k])} {reason}");
    }

    BigFloat? TruthAt(int k) => quantity.In(truths[k]);

    float[] Point(int k) => [.. inputs.Select(input => input[k])];

    /// <summary>The distance, to a power of two, within which the derivative changes its sign along an input; null if beyond the window.</summary>
    double? NearRoot(int k)
    {
        var window = quantity.Order == 1 ? RootWindow : SecondRootWindow;
        for (var distance = window / 32; distance <= window; distance *= 2)
            if (Crosses(k, distance)) return distance;
        return null;
    }

    /// <summary>Whether the derivative changes its sign within that distance, along any input.</summary>
    bool Crosses(int k, float distance)
        => Enumerable.Range(0, inputs.Length).Any(along => SignAt(k, along, -distance) * SignAt(k, along, distance) < 0);

    int SignAt(int k, int along, float step) => At(k, along, Point(k)[along] + step)?.Sign ?? 0;

    /// <summary>The largest |derivative| as an input of it goes from -8 to 8; of one input it is the same at each point.</summary>
    double Scale(int k) => inputs.Length == 1 ? scale ??= ScaleAt(k) : ScaleAt(k);

    double ScaleAt(int k) => quantity.Along(activation).Max(along => Enumerable.Range(-8, 17).Max(x => Math.Abs(At(k, along, x)?.ToDouble() ?? 0)));

    BigFloat? At(int k, int along, float x)
    {
        var point = Point(k);
        point[along] = x;
        return quantity.In(oracle.At(point, quantity.Order, k));
    }

    static string Text(double x) => x.ToString("G9", CultureInfo.InvariantCulture);
}
