// Sums have one order. Here it stands once more, as plainly as it is promised: 64 lanes, a tree, segments of 4,096 in
// order, and at the end what adding those has rounded away (Dekker's way, for which one must be the larger). What a
// runner's Backward gives must be, to the bit, the sum of its own terms in that order.
using System.Globalization;

namespace Kernels.Verification;

internal static class SummedForms
{
    const int Lanes = 64, Segment = 4096;

    /// <summary>Within a row of lanes, about a segment, and over several.</summary>
    static readonly int[] Lengths = [1, 2, 63, 64, 65, 1000, 4095, 4096, 4097, 20_001];

    public static IEnumerable<string> Check(ActivationInfo activation, KernelRunner runner)
        => from kernel in activation.Kernels
           where kernel.Sums.Count > 0 && runner.Offers(activation, kernel)
           from length in Lengths
           let inputs = Samples.Stratified(length, activation)
           let upstream = GradientPoints.Upstream(length)
           let terms = KernelInputs.Run(runner, activation, activation.Gradients!, inputs, upstream)
           let sums = KernelInputs.Sums(runner, activation, kernel, inputs, upstream)
           from k in Enumerable.Range(0, kernel.Sums.Count)
           let expected = Sum(terms[kernel.Destinations.Count + k])
           where !sums[k].Equals(expected)
           select string.Create(CultureInfo.InvariantCulture,
               $"{activation.FullName} {kernel.Name} on {runner.Name} sums {kernel.Sums[k]} of {length} "
                   + $"elements to {sums[k]:G9}, in the promised order {expected:G9}");

    static float Sum(float[] terms)
    {
        float total = 0, lost = 0;
        foreach (var segment in terms.Chunk(Segment))
        {
            var lanes = new float[Lanes];
            for (var i = 0; i < segment.Length; i++) lanes[i % Lanes] += segment[i];
            for (var half = Lanes / 2; half > 0; half /= 2)
                for (var lane = 0; lane < half; lane++) lanes[lane] += lanes[lane + half];
            var (large, small) = MathF.Abs(total) > MathF.Abs(lanes[0]) ? (total, lanes[0]) : (lanes[0], total);
            total = large + small;
            lost += small - (total - large);
        }
        return float.IsFinite(lost) ? total + lost : total;
    }
}
