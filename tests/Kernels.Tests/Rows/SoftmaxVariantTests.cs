// The kin of softmax in rows that leave the numbers, or come near.
using Kernels.Rows;
using Xunit;

namespace Kernels.Tests.Rows;

public class SoftmaxVariantTests
{
    const float Infinity = float.PositiveInfinity, NaN = float.NaN;

    public static TheoryData<string> Runners => [.. RowSubjects.Runners.Keys];

    /// <summary>
    /// The largest is a rounded product: where its rounding is more than a shift, the others are rounded too.
    /// </summary>
    [Theory, MemberData(nameof(Runners))]
    public void Scaled_softmax_is_right_for_large_logits(string runner)
    {
        foreach (var scale in (float[])[0.3f, 1 / 3f, 0.7f, 1.1f])
            foreach (var size in (float[])[1e4f, 3e9f, 7.7e20f, 1.7e38f])
            {
                Assert.Equal([1, 0, 0], Run(ScaledSoftmax.Info, runner, 3, [[size, -size, size / 2]], scale));
                Assert.Equal([0.5f, 0, 0.5f], Run(ScaledSoftmax.Info, runner, 3, [[size, -size, size]], scale));
                Assert.Equal([0, 1, 0],
                    Run(CausalSoftmax.Info, runner, 3, [[-size, size, 3 * Math.Min(size, 1e38f)], [2]], scale));
            }
    }

    [Theory, MemberData(nameof(Runners))]
    public void A_mask_leaves_columns_out(string runner)
    {
        Assert.Equal([0.5f, 0, 0.5f], Run(MaskedSoftmax.Info, runner, 3, [[2, 9, 2], [0, -Infinity, 0]], 1));
        Assert.Equal([NaN, NaN, NaN],
            Run(MaskedSoftmax.Info, runner, 3, [[2, 9, 2], [-Infinity, -Infinity, -Infinity]], 1));
        Assert.Equal([1, 0, 0, 0.5f, 0.5f, 0], Run(CausalSoftmax.Info, runner, 3, [[2, 9, 2, 7, 7, 8], [1, 2]], 1));
    }

    /// <summary>
    /// scale·x + mask is rounded in more than one way, and a step of it is more than an exponential holds.
    /// </summary>
    [Theory, MemberData(nameof(Runners))]
    public void Masked_softmax_is_right_for_large_logits(string runner)
    {
        var random = new Random(71);
        foreach (var size in (float[])[1e4f, 3e9f, 7.7e20f, 1e37f])
        {
            float[] Values(float magnitude)
                => [.. Enumerable.Range(0, 3000).Select(_ => (float)(random.NextDouble() * magnitude))];
            var y = Run(MaskedSoftmax.Info, runner, 3, [Values(size), Values(size / 1000)], 1 / 3f);
            foreach (var row in y.Chunk(3)) Assert.Equal(1, row.Sum(), 1e-6);
        }
    }

    [Theory, MemberData(nameof(Runners))]
    public void QuietSoftmax_of_very_negative_logits_is_zero(string runner)
    {
        Assert.Equal([0, 0], Run(QuietSoftmax.Info, runner, 2, [[-1e4f, -1e38f]]));
        Assert.Equal([0, 0], Run(QuietSoftmax.Info, runner, 2, [[-Infinity, -Infinity]]));
        Assert.Equal([1, 0], Run(QuietSoftmax.Info, runner, 2, [[1e38f, -1e38f]]));
        Assert.Equal([0.5f], Run(QuietSoftmax.Info, runner, 1, [[0]]));
        Assert.Equal([NaN, NaN], Run(QuietSoftmax.Info, runner, 2, [[NaN, 0]]));
    }

    [Theory, MemberData(nameof(Runners))]
    public void Logarithms_and_losses_of_large_logits_are_right(string runner)
    {
        Assert.Equal([0, -2e4f], Run(LogSoftmax.Info, runner, 2, [[1e4f, -1e4f]]));
        Assert.Equal([0], Run(LogSoftmax.Info, runner, 1, [[-1e38f]]));
        Assert.Equal([NaN, NaN], Run(LogSoftmax.Info, runner, 2, [[NaN, 1]]));
        Assert.Equal([1e38f], Run(LogSumExp.Info, runner, 3, [[1e38f, -1e38f, 0]]));
        Assert.Equal([0, 2e4f], Run(CrossEntropy.Info, runner, 2, [[1e4f, -1e4f, 1e4f, -1e4f], [0, 1]], -100));
        // A class that is ignored, beside one that is not.
        Assert.Equal([0, (float)Math.Log(2)], Run(CrossEntropy.Info, runner, 2, [[3, 4, 5, 5], [-100, 1]], -100));
    }

    [Theory, MemberData(nameof(Runners))]
    public void Rows_longer_than_a_segment_are_right(string runner)
    {
        const int Columns = 128_256;
        float[] x = [.. Enumerable.Range(0, Columns).Select(i => i % 1000 * 0.01f)];
        var expected = Math.Log(x.Sum(value => Math.Exp(value)));
        Assert.Equal(expected, Run(LogSumExp.Info, runner, Columns, [x])[0], 1e-5);
        Assert.Equal(expected - x[777], Run(CrossEntropy.Info, runner, Columns, [x, [777]], -100)[0], 1e-5);
    }

    static float[] Run(RowInfo definition, string runner, int columns, float[][] sources, params float[] parameters)
    {
        var y = new float[definition.Value == RowShape.PerRow ? sources[0].Length / columns : sources[0].Length];
        RowSubjects.Runners[runner].Run(definition, definition["Forward"],
            [.. sources.Select(source => (ReadOnlyMemory<float>)source)], [y], columns, 0, parameters);
        return y;
    }
}
