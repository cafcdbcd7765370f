// Batch normalisation against the textbook in double precision, within what float storage costs;
// its bits, its contract, its memory.
using Kernels.Rows;
using Xunit;

namespace Kernels.Tests.Rows;

public class BatchNormTests(ITestOutputHelper output)
{
    const double Epsilon = 1.0 / (1 << 23);

    static readonly (int Rows, int Columns)[] shapes = [(2, 1), (3, 5), (65, 7), (200, 33), (1000, 3)];

    public static TheoryData<int, int, double> Cases
        => [.. from shape in shapes from offset in (double[])[0, 1e4, 1e7] select (shape.Rows, shape.Columns, offset)];

    /// <summary>
    /// An error is counted in ULP of the largest term that meets there. The mean is none of them:
    /// what it loses as a float is kept.
    /// </summary>
    [Theory, MemberData(nameof(Cases))]
    public void Training_agrees_with_the_textbook(int rows, int columns, double offset)
    {
        var (run, before) = (new BatchNormCase(rows, columns, offset).Run(), new BatchNormCase(rows, columns, offset));
        var errors = new Dictionary<string, double>();
        for (var j = 0; j < columns; j++)
        {
            var (w, dy) = (run.Weight[j], run.Column(run.Dy, j));
            var truth = new BatchNormTextbook(run.Column(run.X, j), w, run.Bias[j]);
            var (dx, dweight, dbias) = truth.Backward(dy);
            var (mean, deviation, moved) = (Math.Abs(truth.Mean), truth.Deviation, BatchNormCase.Momentum);
            // A column of one number has only zeros.
            var largest = Math.Max(1e-3, truth.Normal.Max(Math.Abs));
            void Near(string what, IEnumerable<double> expected, IEnumerable<double> actual, double scale)
                => errors[what] = Math.Max(errors.GetValueOrDefault(what),
                    expected.Zip(actual, (e, a) => Math.Abs(a - e) / (scale * Epsilon)).Max());
            Near("mean", [truth.Mean], [run.Mean[j]], mean + deviation);
            Near("rstd", [1 / deviation], [run.Rstd[j]], 1 / deviation);
            Near("y", truth.Y, run.Column(run.Y, j), largest * w + Math.Abs(run.Bias[j]));
            Near("running mean", [before.RunningMean[j] * (1 - moved) + truth.Mean * moved],
                [run.RunningMean[j]], 1 + mean);
            Near("running variance",
                [before.RunningVariance[j] * (1 - moved) + truth.Variance * rows / (rows - 1) * moved],
                [run.RunningVariance[j]], 2);
            Near("dbias", [dbias], [run.Dbias[j]], dy.Sum(Math.Abs));
            Near("dweight", [dweight], [run.Dweight[j]], dy.Sum(Math.Abs) * largest);
            Near("dx", dx, run.Column(run.Dx, j), (1 + largest * (Math.Abs(dweight) / rows + 1)) * w / deviation);
            // Far from 0 the textbook's own values in double precision are too coarse for differences.
            for (var row = 0; row < rows && offset <= 1e4; row += 1 + rows / 50)
                Assert.Equal(truth.Slope(dy, row), dx[row], 1e-4 * (1 + Math.Abs(dx[row])));
        }
        output.WriteLine(
            string.Join(", ", errors.Select(error => FormattableString.Invariant($"{error.Key} {error.Value:0.00}"))));
        Assert.All(errors, error => Assert.True(error.Value <= 4,
            FormattableString.Invariant(
                $"{error.Key} of {rows} x {columns} about {offset}: {error.Value:0.00} ULP, 4 allowed")));
    }

    /// <summary>Columns whose squares floats do not hold, and columns that are constant.</summary>
    [Theory, InlineData(1e25, 0), InlineData(1e25, 1e30), InlineData(1e37, 0), InlineData(0, 1e30), InlineData(0, 1e7)]
    public void Columns_of_any_size_are_normalised(double scale, double offset)
    {
        const int Rows = 200;
        var random = new Random(20261129);
        float[] x = [.. Enumerable.Range(0, Rows).Select(_ => (float)((random.NextDouble() * 2 - 1) * scale + offset))];
        float[] dy = [.. Enumerable.Range(0, Rows).Select(_ => (float)random.NextDouble() - 0.5f)];
        float[] y = new float[Rows], dx = new float[Rows], mean = [0], rstd = [0], dweight = [0], dbias = [0];
        BatchNorm.ForwardTraining(x, [2], [0.5f], y, mean, rstd, [0], [1], columns: 1);
        BatchNorm.Backward(x, mean, rstd, [2], dy, dx, dweight, dbias, columns: 1);

        var truth = new BatchNormTextbook([.. x.Select(value => (double)value)], 2, 0.5);
        var slopes = truth.Backward([.. dy.Select(value => (double)value)]);
        Assert.All(truth.Y.Zip(y), pair => Assert.Equal(pair.First, pair.Second, 2e-6));
        Assert.All(slopes.Dx.Zip(dx),
            pair => Assert.Equal(pair.First * truth.Deviation, pair.Second * truth.Deviation, 2e-6));
        Assert.Equal(slopes.Dweight, dweight[0], 1e-5);
    }

    [Fact]
    public void Instruction_sets_give_the_same_bits()
    {
        foreach (var isa in Isas.Available)
        {
            var (forward, backward, chosen) = BatchNormCase.Copy(isa);
            Assert.Equal(isa.ToString(), chosen);
            foreach (var (rows, columns) in (IEnumerable<(int, int)>)[.. shapes, (130, 16), (3, 4099)])
                Assert.Equal(new BatchNormCase(rows, columns).Run().Bits,
                    new BatchNormCase(rows, columns).Run(forward, backward).Bits);
        }
    }

    [Fact]
    public void Gaps_between_rows_change_nothing_and_stay_untouched()
    {
        var (whole, spread) = (new BatchNormCase(65, 7).Run(), new BatchNormCase(65, 7, stride: 11).Run());
        for (var j = 0; j < 7; j++)
            Assert.Equal([whole.Column(whole.Y, j), whole.Column(whole.Dx, j)],
                [spread.Column(spread.Y, j), spread.Column(spread.Dx, j)]);
        Assert.All((float[])[.. spread.Y.Concat(spread.Dx).Where((_, i) => i % 11 >= 7)],
            gap => Assert.Equal(BatchNormCase.Gap, gap));
    }

    [Fact]
    public void Results_may_be_written_over_inputs()
    {
        var (apart, within) = (new BatchNormCase(65, 7).Run(), new BatchNormCase(65, 7));
        float[] y = [.. within.X], dx = [.. within.Dy];
        BatchNorm.ForwardTraining(y, within.Weight, within.Bias, y, within.Mean, within.Rstd,
            within.RunningMean, within.RunningVariance, 7);
        BatchNorm.Backward(within.X, within.Mean, within.Rstd, within.Weight, dx, dx, within.Dweight, within.Dbias, 7);
        Assert.Equal(apart.Y, y);
        Assert.Equal(apart.Dx, dx);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Folded_inference_agrees_with_the_definition(int rows, int columns, double offset)
    {
        var run = new BatchNormCase(rows, columns, offset).Run();
        float[] folded = new float[run.X.Length], asDefined = new float[run.X.Length];
        float[] scale = new float[columns], shift = new float[columns];
        BatchNorm.Forward(run.X, run.Weight, run.Bias, run.Mean, run.RunningVariance, folded, columns);
        BatchNorm.Fold(run.Weight, run.Bias, run.Mean, run.RunningVariance, scale, shift);
        FrozenBatchNorm.Forward(run.X, run.Mean, run.RunningVariance, run.Weight, run.Bias, asDefined, columns);
        Assert.All(folded, (y, i) => Assert.Equal(asDefined[i], y,
            4 * Epsilon * (Math.Abs(run.X[i] * scale[i % columns]) + Math.Abs(shift[i % columns]))));
    }

    [Fact]
    public void Nothing_is_allocated_for_columns_that_the_stack_holds()
    {
        var run = new BatchNormCase(3, 4096);
        long Round()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++)
            {
                BatchNorm.ForwardTraining(run.X, run.Weight, run.Bias, run.Y, run.Mean, run.Rstd,
                    run.RunningMean, run.RunningVariance, 4096);
                BatchNorm.Backward(run.X, run.Mean, run.Rstd, run.Weight, run.Dy, run.Dx, run.Dweight, run.Dbias, 4096);
                BatchNorm.Forward(run.X, run.Weight, run.Bias, run.Mean, run.RunningVariance, run.Y, 4096);
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Contains(0L, Enumerable.Range(0, 10).Select(_ => Round()));
    }
}
