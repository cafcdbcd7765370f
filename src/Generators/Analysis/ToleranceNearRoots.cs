// When an error above the bound is no fault. Near a root of a derivative ULP mean nothing, because a float beside it
// inherits the absolute error of the terms that cancel there: an absolute bound will do, as docs/numerics.md promises.
// Where the user has promised nothing near is wider, and what a rounding of the inputs themselves would do as well is
// no fault of the kernel: x + tanh(g) near its zeros.
namespace Kernels.Analysis;

internal sealed class ToleranceNearRoots(CheckedKernel subject, int output, Trial trial, CancellationToken cancellation)
{
    const double Promised = 1e-3, Unpromised = 0.5, Tolerance = 1.0 / (1 << 22);

    /// <summary>Suspects that are looked at: the worst ones.</summary>
    const int Most = 256;

    readonly double[][] inputs = trial.Inputs;
    readonly double[] actual = trial.Actual[output], expected = trial.Expected[output];
    readonly Body function = Body.From(subject.Stable.Load(new ExprPool())[output]);

    /// <summary>The suspects, the worst first, that nothing excuses.</summary>
    public List<int> Without(List<int> suspects)
    {
        var worst = suspects.Take(Most).ToArray();
        var isPromised = output == 0 ? subject.Promises.Value : subject.Promises.Gradient;
        var allowed = new double[worst.Length];
        if (output > 0) NearRoots(worst, isPromised ? Promised : Unpromised, allowed);
        if (!isPromised) Conditioned(worst, allowed);
        return [.. worst.Where((k, i) => !(Math.Abs(actual[k] - expected[k]) <= allowed[i]))];
    }

    void NearRoots(int[] worst, double window, double[] allowed)
    {
        var crosses = new bool[worst.Length];
        for (var along = 0; along < inputs.Length; along++)
            for (var width = window; width >= Promised / 32; width /= 4)
            {
                var (left, right) = (Values(worst, along, x => x - width), Values(worst, along, x => x + width));
                for (var i = 0; i < worst.Length; i++) crosses[i] |= left[i] * right[i] < 0;
            }
        if (!crosses.Contains(true)) return;
        // The derivative's scale, as its input goes from -8 to 8;
        // that by a trainable parameter has the first for its own.
        var own = output <= inputs.Length ? output - 1 : 0;
        for (var x = -8; x <= 8; x++)
        {
            var scale = Values(worst, own, _ => x);
            for (var i = 0; i < worst.Length; i++)
                if (crosses[i] && double.IsFinite(scale[i]))
                    allowed[i] = Math.Max(allowed[i], Tolerance * Math.Abs(scale[i]));
        }
    }

    /// <summary>As much as the neighbours of the inputs differ in it, times the bound.</summary>
    void Conditioned(int[] worst, double[] allowed)
    {
        for (var along = 0; along < inputs.Length; along++)
            foreach (var step in (int[])[-1, 1])
            {
                var beside = Values(worst, along, x => Floats.Next((float)x, step));
                for (var i = 0; i < worst.Length; i++)
                    if (double.IsFinite(beside[i]))
                        allowed[i] =
                            Math.Max(allowed[i], subject.Bound(output) * Math.Abs(beside[i] - expected[worst[i]]));
            }
    }

    /// <summary>The output at the points, one input moved.</summary>
    double[] Values(int[] points, int along, Func<double, double> move)
        => LaneInterpreter.InDouble.Run(function,
            [.. inputs.Select((input, i) => (double[])[.. points.Select(k => i == along ? move(input[k]) : input[k])])],
            subject.Parameters, cancellation)[0];
}
