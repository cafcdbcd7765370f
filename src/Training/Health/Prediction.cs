// What the formulas predict of a network that was measured: variances from the first layer on, gradients from the last
// layer back, at the gains that the weights have. Poole et al. 2016; Schoenholz et al. 2017.
namespace Kernels.Training;

static class Prediction
{
    /// <summary>One state a layer, from the first snapshots; NaN behind a layer whose weights were not shown.</summary>
    public static LayerState[] Of(IReadOnlyList<LayerMonitor> layers)
    {
        var start = layers.Select(layer => layer.Snapshots[0]).ToArray();
        var (states, slopes) = (new LayerState[start.Length], new double[start.Length]);
        var variance = Mean(start[0].Health.Squares, start[0].Health.Count - start[0].Health.NonFiniteInputs);
        for (var k = 0; k < start.Length; k++)
        {
            states[k] = new(variance, double.NaN, double.NaN);
            if (!(variance > 0) || double.IsInfinity(variance)) break;
            var moments = layers[k].Propagation.At(variance);
            slopes[k] = moments.Slope2;
            if (k + 1 < start.Length) variance = start[k + 1].Gain * start[k + 1].Gain * moments.Second;
        }
        var last = start[^1].Health;
        var gradient = Mean(last.GradientSquares, last.Count - last.NonFiniteGradients);
        for (var k = start.Length - 1; k >= 0; k--)
        {
            states[k] = states[k] with { Gradient = gradient };
            // The weights into layer k have its units as outputs, and those of the layer before as inputs.
            if (k > 0)
                gradient *= start[k].Gain * start[k].Gain * layers[k].Units / layers[k - 1].Units * slopes[k - 1];
        }
        return states;
    }

    static double Mean(double sum, long count) => sum / count;
}
