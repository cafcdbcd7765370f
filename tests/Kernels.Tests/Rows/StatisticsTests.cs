// Statistics of rows at any offset and of any size: rows that float lanes do not
// hold are done in double lanes, each by itself.
using Kernels.Rows;
using Kernels.Tests.Definitions;
using Kernels.Proof;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Rows;

public class StatisticsTests
{
    /// <summary>
    /// Design, section 7: near a zero of the value that inputs make by cancelling, of the function's scale.
    /// </summary>
    static readonly double Tolerance = Math.Pow(2, -21);

    static readonly int[] Columns = [3, 10, 64, 100, 1000, 5000];

    static readonly float[] Scales = [1e-30f, 1e-10f, 1f, 1e10f, 1e30f, 1e38f];

    static readonly float[] Offsets = [0, 1, 100, 1e5f, 1e7f, -1e7f];

    static readonly string[] Names =
    [
        .. new[]
        {
            LayerNorm.Info, RmsNorm.Info, L2Normalise.Info, AddLayerNorm.Info, AddRmsNorm.Info, OffsetRmsNorm.Info,
            InstanceNorm.Info, Standardise.Info, HighLayerNorm.Info, LengthOfRow.Info, UnitRow.Info, CosineOfRows.Info,
            CorrelationOfRows.Info, NaiveVariance.Info, ByLargest.Info, ByRange.Info, ScaledStandardise.Info,
        }.Select(info => info.FullName),
    ];

    public static TheoryData<string, string> All()
        => Subjects.Pairs(Extent.Of(Names, nameof(StatisticsTests), 4), RowSubjects.Runners.Keys);

    /// <summary>
    /// Forward beside the definition in doubles, which hold the squares of all floats
    /// and the mean of rows at any of these offsets.
    /// </summary>
    [Theory, MemberData(nameof(All))]
    public void Rows_of_any_size_at_any_offset_are_right(string definition, string runner)
    {
        var info = RowSubjects.Definitions[definition];
        foreach (var columns in Columns)
            foreach (var scale in Scales)
                foreach (var offset in Offsets)
                {
                    if (Math.Abs((double)offset * scale) > 1e38
                        || info == NaiveVariance.Info && scale is < 1e-10f or > 1e10f)
                        continue;
                    Check(info, RowSubjects.Runners[runner], columns, scale, offset);
                }
    }

    static void Check(RowInfo info, CpuRunner runner, int columns, float scale, float offset)
    {
        const int Rows = 3;
        var random = new Random(columns);
        var parameters = info.Parameters.Select(parameter => (float)parameter.Default).ToArray();
        float Drawn(RowShape shape)
            => shape == RowShape.Element
                ? (float)(scale * (offset + random.NextDouble() * 4 - 2))
                : (float)random.NextDouble() + 0.5f;
        var inputs = info.Inputs.Select(input => Enumerable.Range(0, Count(input.Shape, Rows, columns))
            .Select(_ => Drawn(input.Shape)).ToArray()).ToArray();
        var y = new float[Count(info.Value, Rows, columns)];
        runner.Run(info, info["Forward"],
            [.. inputs.Select(input => (ReadOnlyMemory<float>)input)], [y], columns, 0, parameters);

        for (var row = 0; row < Rows; row++)
        {
            var expected = Expected(info, inputs, row, columns, parameters);
            // Cosines and correlations are small where terms of theirs cancel: their scale is 1.
            var size = Math.Max(info == CosineOfRows.Info || info == CorrelationOfRows.Info ? 1 : float.Epsilon,
                expected.Max(Math.Abs));
            for (var i = 0; i < expected.Length; i++)
            {
                if (Math.Abs(expected[i]) > float.MaxValue) continue;
                var seen = y[row * expected.Length + i];
                Assert.True(Math.Abs(seen - expected[i]) <= Tolerance * size + 2 * float.Epsilon,
                    $"{info.Name} on {runner.Name}, {columns} columns, scale {scale:R}, offset {offset:R}, "
                        + $"seed {columns}: element {i} of row {row} is {seen:R}, in truth {expected[i]:R}");
            }
        }
    }

    static int Count(RowShape shape, int rows, int columns)
        => shape switch { RowShape.Element => rows * columns, RowShape.PerColumn => columns, _ => rows };

    static double[] Expected(RowInfo info, float[][] inputs, int row, int columns, float[] parameters)
    {
        var rows = new List<Row>();
        var scalars = new List<double>();
        foreach (var (input, values) in info.Inputs.Zip(inputs))
        {
            if (input.Shape == RowShape.PerRow) scalars.Add(values[row]);
            else
                rows.Add(new Row([.. values.Skip(input.Shape == RowShape.Element ? row * columns : 0).Take(columns)
                    .Select(value => (double)value)]));
        }
        // Written in one pass, it cancels in doubles too.
        if (info == NaiveVariance.Info)
            return [rows[0].Values.ToArray() is var x && x.Average() is var mean
                ? x.Average(value => (value - mean) * (value - mean))
                : 0];
        return [.. info.Definition(rows, scalars, [.. parameters.Select(value => (double)value)]).Values];
    }

    /// <summary>A constant row deviates nowhere from its mean, whatever float its mean is.</summary>
    [Fact]
    public void Standardised_constant_rows_are_zero()
    {
        foreach (var columns in Columns)
            foreach (var value in (float[])[0, 0.1f, 1e-40f, 1e25f, 3e38f, -7e7f])
            {
                var (x, y) = (Enumerable.Repeat(value, columns).ToArray(), new float[columns]);
                Standardise.Forward(x, y, columns);
                Assert.All(y, each => Assert.Equal(0f, each));
            }
    }

    /// <summary>A length has a kink at 0, of which 0 is a subgradient; its square has none.</summary>
    [Fact]
    public void The_slope_of_a_square_root_of_zero_is_zero()
    {
        float[] x = new float[5], one = [1], dx = [7, 7, 7, 7, 7];
        LengthOfRow.Backward(x, one, dx, 5);
        Assert.All(dx, each => Assert.Equal(0f, each));
        LengthSquared.Backward(x, one, dx, 5);
        Assert.All(dx, each => Assert.Equal(0f, each));
        L2Normalise.Backward(x, [1, 2, 3, 4, 5], dx, 5, epsilon: 0.5f);
        Assert.Equal([2, 4, 6, 8, 10], dx);
    }

    [Fact]
    public void The_gradient_of_a_norm_is_the_direction()
    {
        foreach (var scale in (float[])[1e-44f, 1e-30f, 1e-3f, 1e20f, 1e38f])
        {
            float[] x = [scale, 2 * scale, -2 * scale], one = [1], dx = new float[3];
            LengthOfRow.Backward(x, one, dx, 3);
            foreach (var (seen, expected) in dx.Zip((double[])[1 / 3.0, 2 / 3.0, -2 / 3.0]))
                Assert.True(Math.Abs(seen - expected) < (scale < 1e-40f ? 0.05 : 1e-7),
                    $"{scale:R}: {seen:R}, not {expected:R}");
        }
    }

    /// <summary>
    /// A rare row among short ones, which are done several at once, changes none of these, nor the sums over the rows.
    /// </summary>
    [Fact]
    public void Rows_done_in_double_lanes_do_not_change_their_neighbours()
    {
        const int Rows = 150, Columns = 7;
        var random = new Random(5);
        float[] x = [.. Enumerable.Range(0, Rows * Columns)
            .Select(i => (float)(random.NextDouble() * (i / Columns % 4 == 1 ? 1e30 : 1)))];
        float[] dy = [.. x.Select(_ => (float)random.NextDouble() - 0.5f)],
            weight = [1, 2, 3, 4, 5, 6, 7], bias = new float[Columns];
        float[] y = new float[x.Length], dx = new float[x.Length], dweight = new float[Columns],
            dbias = new float[Columns], part = new float[Columns], none = new float[Columns];
        LayerNorm.Forward(x, weight, bias, y, Columns);
        LayerNorm.Backward(x, weight, bias, dy, dx, dweight, dbias, Columns);
        for (var row = 0; row < Rows; row++)
        {
            var at = new Range(row * Columns, (row + 1) * Columns);
            LayerNorm.Forward(x[at], weight, bias, part, Columns);
            Assert.Equal(part, y[at]);
            LayerNorm.Backward(x[at], weight, bias, dy[at], part, none, none.AsSpan().ToArray(), Columns);
            Assert.Equal(part, dx[at]);
        }
        Assert.All(dweight, each => Assert.True(float.IsFinite(each)));
        // In place, where the destination is an input of the row that is done again.
        LayerNorm.Forward(x, weight, bias, x, Columns);
        Assert.Equal(y, x);
    }

    /// <summary>Sixth powers of 1e7 are no floats.</summary>
    [Fact]
    public void Sums_of_high_powers_do_not_overflow()
    {
        float[] x = [1e7f, 2e7f, -1e7f, 3e7f], y = new float[4];
        PolyNorm.Forward(x, y, 4);
        Assert.Equal(1.757815f, y[3], 1e-6f);
    }
}
