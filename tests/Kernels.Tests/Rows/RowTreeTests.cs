using Kernels.Loops;
using Xunit;

namespace Kernels.Tests.Rows;

/// <summary>What several rows come down to together is what each comes down to by itself.</summary>
public sealed class RowTreeTests
{
    [Theory, InlineData(16), InlineData(64)]
    public void The_sums_of_several_rows_are_those_of_each_row(int lanes)
    {
        var random = new Random(7);
        for (var rows = 1; rows <= 32; rows++)
        {
            var values = new float[64 * lanes];
            for (var i = 0; i < rows * lanes; i++) values[i] = (float)Math.Pow(10, 8 * random.NextDouble() - 4);
            var expected = new float[rows];
            for (var row = 0; row < rows; row++) expected[row] = RowSums.Of(in values[row * lanes], lanes);
            var sums = new float[64];
            RowTrees.Set(ref values[0], lanes, rows, sums);
            Assert.Equal(expected, sums[..rows]);
        }
    }

    [Theory, InlineData(5), InlineData(8), InlineData(15), InlineData(16), InlineData(31), InlineData(64),
     InlineData(100), InlineData(300)]
    public void A_NaN_in_any_column_is_the_extreme_of_its_row_alone(int columns)
    {
        const int Rows = 5;
        for (var at = 0; at < columns; at++)
        {
            var x = new float[Rows * columns];
            for (var i = 0; i < x.Length; i++) x[i] = i % columns == at ? float.NegativeInfinity : -i;
            var largest = new float[Rows];
            Array.Fill(largest, float.NegativeInfinity);
            x[2 * columns + at] = at % 2 == 0 ? float.NaN : -float.NaN;
            Reduce.Max(in x[0], x.Length, largest.AsSpan());
            for (var row = 0; row < Rows; row++)
            {
                var expected = x[(row * columns)..((row + 1) * columns)].Max();
                Assert.Equal(row == 2 ? float.NaN : expected, largest[row]);
            }
        }
    }
}
