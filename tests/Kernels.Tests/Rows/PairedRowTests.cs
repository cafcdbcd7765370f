// Losses of two rows, both of which are extreme: moved together, alike, or a mask of ones and zeros beside logits at an
// offset.
using Kernels.Tests.Definitions;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Rows;

public class PairedRowTests
{
    public static TheoryData<string> Runners => [.. RowSubjects.Runners.Keys];

    [Theory, MemberData(nameof(Runners))]
    public void An_offset_that_two_rows_share_cancels(string runner)
    {
        foreach (var offset in (float[])[0, 1e5f, 1e7f, -1e7f])
            foreach (var columns in (int[])[4, 10, 100])
            {
                // Steps of a float at the offset.
                float[] x = [.. Enumerable.Range(0, columns).Select(i => offset + i * 7 % 5)],
                    y = [.. Enumerable.Range(0, columns).Select(i => offset + i * 3 % 4)];
                var gap = x.Zip(y, (a, b) => (double)a - b).Sum();
                var value = Run(Preference.Info, "Forward", runner, columns, x, y, [1], [3])[0][0];
                AssertNear(Math.Log(1 + Math.Exp(-0.1f * (gap + 2))), value, 4e-6);

                double[] u = [.. x.Select(value => value - x.Average(each => (double)each))],
                    v = [.. y.Select(value => value - y.Average(each => (double)each))];
                var under = u.Sum(d => d * d) + v.Sum(d => d * d) + gap * gap / columns;
                var discordance = 1 - 2 * u.Zip(v, (a, b) => a * b).Sum() / under;
                AssertNear(discordance, Run(Discordance.Info, "Forward", runner, columns, x, y)[0][0], 2e-6);
            }
    }

    [Theory, MemberData(nameof(Runners))]
    public void The_slope_of_a_square_root_of_zero_is_zero(string runner)
    {
        float[] x = [1e7f, 3, -2, 0.5f];
        foreach (var slopes in Run(ErrorOfDepths.Info, "Backward", runner, 4, x, x, [1]))
            Assert.All(slopes, slope => Assert.Equal(0, slope));
    }

    [Theory, MemberData(nameof(Runners))]
    public void An_added_mask_keeps_the_digits_of_the_logits(string runner)
    {
        foreach (var offset in (float[])[0, 1e5f, 1e7f, -1e7f])
            foreach (var hidden in (int[])[0, 1, 2, 4])
            {
                float[] x = [offset + 2, offset, offset + 1, offset + 3],
                    mask = [.. Enumerable.Range(0, 4).Select(i => i < hidden ? 0f : 1)];
                // Where all are hidden alike, nothing is.
                double[] weights
                    = [.. x.Select((value, i) => hidden < 4 && i < hidden ? 0 : Math.Exp(value - x.Max()))];
                var y = Run(SoftmaxByMask.Info, "Forward", runner, 4, x, mask)[0];
                for (var i = 0; i < 4; i++) AssertNear(weights[i] / weights.Sum(), y[i], 1e-6);
            }
    }

    /// <summary>The slope by a weight of 0 is the share that the column would have, larger than any perhaps.</summary>
    [Theory, MemberData(nameof(Runners))]
    public void A_weight_of_zero_has_a_slope(string runner)
    {
        float[] x = [1, 9, 2, 120], weight = [1, 0, 0.5f, 0];
        var sum = Math.Exp(1) + 0.5 * Math.Exp(2);
        var slopes = Run(MaskedLogSumExp.Info, "Backward", runner, 4, x, weight, [1])[1];
        for (var i = 0; i < 3; i++) AssertNear(Math.Exp(x[i]) / sum, slopes[i], 3e-6 * Math.Exp(x[i]) / sum);
        Assert.Equal(float.PositiveInfinity, slopes[3]);

        var none = Run(SeveralLabels.Info, "Backward", runner, 3, [1, -2, 0], [0, 0, 0], [1])[1];
        var others = 1 + Math.Exp(1) + Math.Exp(-2) + 1;
        double[] expected = [.. ((double[])[1, -2, 0]).Select(u => Math.Exp(-u) - Math.Exp(u) / others)];
        for (var i = 0; i < 3; i++) AssertNear(expected[i], none[i], 1e-5);
    }

    static float[][] Run(RowInfo info, string kernel, string runner, int columns, params float[][] sources)
    {
        int Length(RowShape shape) => shape is RowShape.Element or RowShape.PerColumn ? columns : 1;
        float[][] destinations = [.. info[kernel].Destinations.Select(each => new float[Length(each.Shape)])];
        RowSubjects.Runners[runner].Run(
            info, info[kernel], [.. sources.Select(source => (ReadOnlyMemory<float>)source)],
            [.. destinations.Select(destination => destination.AsMemory())], columns, 0,
            [.. info.Parameters.Select(parameter => parameter.Default)]);
        return destinations;
    }

    static void AssertNear(double expected, float seen, double tolerance)
        => Assert.True(Math.Abs(seen - expected) <= tolerance, $"{seen:R} is not {expected:R}");
}
