// What an activation does to a deep network of random weights, where that is extreme: with weights that keep its
// values, a layer multiplies the mean square of gradients by E f'²/E f².
namespace Kernels.Analysis;

internal static class DepthBehaviour
{
    /// <summary>Beyond these, gradients change by a factor of more than 50 or 1,000 in ten layers.</summary>
    const double Least = 0.5, Most = 1.5;

    /// <summary>The finding is rounded to a few digits, and each is asked for while somebody types.</summary>
    const double Tolerance = 1e-6;

    /// <summary>Of an activation of one input. The finding has that factor and the gain that keeps the
    /// values.</summary>
    public static IEnumerable<Finding> Findings(CheckedKernel subject)
    {
        var definition = subject.Definition;
        if (definition.IsKernel || definition.IsStep || definition.Inputs.Count != 1 || definition.Seeds.Any())
            yield break;
        double[] parameters = [.. definition.Parameters.Select(parameter => parameter.Default)];
        var (value, slope) = MeanSquares.Of(x =>
        {
            var outputs = Interpreter.Run(subject.Stable, [x], parameters);
            return (outputs[0], outputs[1]);
        }, variance: 1, Tolerance);
        // What is not defined everywhere, or has no slope anywhere, is no layer of a network that is trained by
        // gradients.
        var factor = slope / value;
        if (value > 0 && slope > 0 && factor is < Least or > Most && !double.IsInfinity(factor))
            yield return new(Disease.ExtremeDepth, 0, default, factor, 1 / Math.Sqrt(value), 0);
    }
}
