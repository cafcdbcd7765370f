// Where mutants show: all kinds of floats, and runs of adjacent floats around the points where a range reduction changes its
// integer, for there the last coefficients weigh most.
extern alias runtime;

using Kernels.Optimise;
using Stratified = runtime::Kernels.Verification.Samples;

namespace Kernels.Generators.Tests.Lower;

internal static class MutationSample
{
    const int Chunk = 1 << 12, Run = 1 << 10;

    static readonly float[] Points = [.. Driving.Samples.Special, .. Stratified.Stratified(1 << 14), .. Boundaries().SelectMany(Around)];

    /// <summary>Sources of a kernel, in pieces; an upstream gradient as in the pinned bits.</summary>
    public static IEnumerable<float[][]> Chunks(Kernel kernel)
        => Points.Chunk(Chunk).Select((points, chunk) => kernel.Sources
            .Select((_, source) => source == 0 ? points
                : source == kernel.Sources.Count - 1 && kernel.Name == "Backward" ? [.. points.Select((_, i) => 0.3f + 0.7f * (i % 5))]
                : [.. points.Select((_, i) => points[(i * 37 + chunk) % points.Length])])
            .ToArray());

    /// <summary>e^x, e^2x and e^(-x²/2) are reduced at odd multiples of ½ ln 2.</summary>
    static IEnumerable<double> Boundaries()
    {
        for (var k = -13; k <= 12; k++)
        {
            var middle = (k + 0.5) * Math.Log(2);
            yield return middle;
            yield return middle / 2;
            yield return Math.Sign(middle) * Math.Sqrt(2 * Math.Abs(middle));
        }
    }

    static IEnumerable<float> Around(double x)
    {
        var bits = BitConverter.SingleToInt32Bits((float)x);
        return Enumerable.Range(bits - Run, 2 * Run).Select(BitConverter.Int32BitsToSingle);
    }
}
