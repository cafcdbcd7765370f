// Values of the hyperparameters at which something must hold that was found at their defaults.
namespace Kernels.Optimise;

internal static class Hyperparameters
{
    /// <summary>
    /// The defaults times each factor, and once each of them changed by itself: where one is 0, or two are the same,
    /// multiples of the defaults hide what the formula does elsewhere.
    /// </summary>
    public static double[][] Around(double[] defaults, ReadOnlySpan<double> factors)
    {
        if (defaults.Length == 0) return [defaults];
        var all = new List<double[]>();
        foreach (var factor in factors) all.Add([.. defaults.Select(value => factor * value)]);
        all.Add([.. defaults.Select((value, i) => value == 0 ? 0.5 + 0.25 * i : value * (1.25 + 0.5 * i))]);
        return [.. all];
    }
}
