// Trainable scalars: gradients that are sums over all elements, in one order.
using Kernels.Loops;
using Kernels.Tests.Definitions;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Suites;

public class TrainableGradientTests
{
    [Fact]
    public void A_gradient_is_summed_over_all_elements()
    {
        float[] x = [-1, 2, -3, 4], dy = [1, 10, 100, 1000], dx = new float[4];
        Prelu.Backward(x, dy, dx, out var dWeight, weight: 0.5f);
        Assert.Equal([0.5f, 10, 50, 1000], dx);
        Assert.Equal(-301, dWeight);
        Prelu.Backward(x, dy, dx, out dWeight, weight: 0.5f, accumulate: true);
        Assert.Equal([1, 20, 100, 2000], dx);
        Assert.Equal(-301, dWeight);
        Prelu.Backward([], [], [], out dWeight);
        Assert.Equal(0, dWeight);
    }

    [Fact]
    public void The_catalogue_tells_which_parameters_are_trainable()
    {
        Assert.Equal([new("height", 1.5f, true), new("shift", 0.5f), new("slope", 0.75f, true)],
            ScaledTanh.Info.Parameters);
        Assert.Equal(["dheight", "dslope"], ScaledTanh.Info["Backward"].Sums);
        Assert.Equal(["dx", "dheight", "dslope"], ScaledTanh.Info["BackwardTerms"].Destinations);
        Assert.Equal(3, ScaledTanh.Info.Derivatives.Count);
    }

    [Fact]
    public void A_layer_takes_a_trainable_activation_at_its_default()
    {
        Check<Swish>();

        static void Check<T>() where T : IActivation
        {
            float[] x = Samples.Stratified(500), dy = GradientPoints.Upstream(500),
                actual = new float[500], expected = new float[500];
            T.Backward(x, dy, actual);
            Swish.Backward(x, dy, expected, out _);
            Assert.Equal(expected, actual);
        }
    }

    /// <summary>Sums whose rounding shows every change of order.</summary>
    [Theory]
    [InlineData(1), InlineData(63), InlineData(64), InlineData(65), InlineData(4095), InlineData(4096)]
    public void A_segment_is_summed_by_lanes_and_tree(int count)
    {
        var terms = new float[Sums.Segment];
        Array.Fill(terms, float.NaN);
        GradientPoints.Upstream(count).CopyTo(terms, 0);
        var lanes = Enumerable.Range(0, 64).Select(
            lane => terms[..count].Where((_, i) => i % 64 == lane).Aggregate(0f, (sum, term) => sum + term)).ToArray();
        for (var half = 32; half > 0; half /= 2)
            lanes = [.. Enumerable.Range(0, half).Select(lane => lanes[lane] + lanes[lane + half])];
        Assert.Equal(BitConverter.SingleToInt32Bits(lanes[0]),
            BitConverter.SingleToInt32Bits(Sums.Of(ref terms[0], count)));
    }

    /// <summary>A kernel that adds in any other order, even a better one, is noticed.</summary>
    [Fact]
    public void Another_order_of_summation_fails_the_gradient_check()
    {
        var info = Swish.Info;
        var backward = info["Backward"];
        var other = info with
        {
            Kernels = [.. info.Kernels.Select(kernel => kernel != backward ? kernel : kernel with
            {
                Run = (isa, sources, destinations, parameters) =>
                {
                    var (dx, terms) = (new float[sources[0].Length], new float[sources[0].Length]);
                    info["BackwardTerms"].Run(isa, sources, [dx, terms], parameters);
                    dx.CopyTo(destinations[0]);
                    if (destinations.Count > 1) destinations[1].Span[0] = (float)terms.Sum(term => (double)term);
                },
            })],
        };
        Assert.True(GradientCheck.Run(info).Passed);
        Assert.Contains("in the promised order", GradientCheck.Run(other).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] x = Samples.Stratified(5000), dy = GradientPoints.Upstream(5000), dx = new float[5000];
        long Round()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 50; i++) ScaledTanh.Backward(x, dy, dx, out _, out _);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Contains(0L, Enumerable.Range(0, 10).Select(_ => Round()));
    }
}
