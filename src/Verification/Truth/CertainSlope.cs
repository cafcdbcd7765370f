// A numeric derivative that is certain: differences of the formula in a thousand bits over a step of 2^-400, beside the
// point on both sides. It sees no other kink, however near, and however steep a function is; but it costs a thousand
// times those in double precision, so only what these find wrong is looked at. What is stopped stands where it stood.
using Kernels.Ir;

namespace Kernels.Verification;

internal static class CertainSlope
{
    const int Precision = 1024, Step = -400;

    /// <summary>One-sided slopes that differ by more than this part of themselves make a kink.</summary>
    const double Kink = 1e-9;

    /// <param name="quantity">The value, or a slope.</param>
    /// <param name="variable">An input or, behind the inputs, a trainable parameter.</param>
    public static LocalSlope At(Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<double> parameters,
        int[] trainables, MeasuredOutput quantity, int variable)
    {
        var (point, constants) = (BigEvaluator.Leaves(inputs, Precision), BigEvaluator.Leaves(parameters, Precision));
        var held = BigEvaluator.Stopped(body, point, constants, Precision);
        BigFloat Value(int steps)
        {
            BigFloat Moved(BigFloat value) => value + ((BigFloat)steps).At(Precision).Scale(Step);
            BigFloat[] at = [.. point], with = [.. constants];
            if (variable < at.Length) at[variable] = Moved(at[variable]);
            else with[trainables[variable - at.Length]] = Moved(with[trainables[variable - at.Length]]);
            var there = BigEvaluator.Run(body, at, with, trainables, Precision, quantity.Order, out _, held);
            return quantity.In(new(there.Value, there.Slopes
                ?? (quantity.Order > 0 ? new BigFloat[at.Length + trainables.Length] : null), null))!.Value;
        }

        try
        {
            var left = (Value(-1) - Value(-2)).Scale(-Step).ToDouble();
            var right = (Value(2) - Value(1)).Scale(-Step).ToDouble();
            var (low, high, scale) =
                (Math.Min(left, right), Math.Max(left, right), Math.Max(Math.Abs(left), Math.Abs(right)));
            return high - low > Kink * scale
                ? new(SlopeKind.Kink, double.NaN, low, high, 0, scale)
                : new(SlopeKind.Smooth, right, right, right, 0, scale);
        }
        catch (ArithmeticException)
        {
            return new(SlopeKind.Unsure, double.NaN, double.NaN, double.NaN, double.PositiveInfinity, 0);
        }
    }
}
