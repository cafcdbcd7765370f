// What decides how a deep network begins: the mean squares of an activation and of its slope for a normal input. The
// first times the variance of the weights is the variance of the next layer, the second the factor of the gradient.
namespace Kernels.Ir;

internal static class MeanSquares
{
    /// <summary>E f(x)² and E f'(x)² for x normal with that variance and mean 0.</summary>
    /// <remarks>Domain and error: those of <see cref="NormalExpectation"/>. A jump of f is not in f'.</remarks>
    /// <param name="function">f and f' of x.</param>
    /// <param name="tolerance">As there.</param>
    public static (double Value, double Slope) Of(
        Func<double, (double Value, double Slope)> function, double variance,
        double tolerance = NormalExpectation.Tolerance)
    {
        var scale = Math.Sqrt(variance);
        var means = NormalExpectation.Of((z, values) =>
        {
            var (f, d) = function(scale * z);
            (values[0], values[1]) = (f * f, d * d);
        }, 2, NormalExpectation.Breaks(scale, 0, []), tolerance);
        return (means[0], means[1]);
    }
}
