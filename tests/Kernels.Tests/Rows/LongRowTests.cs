// Rows of millions of columns have a thousand segments: their sums must be as right as those of short rows, the same on
// every path, and must not mind where in the row the largest value is, or what is NaN.
using Kernels.Proof;
using Kernels.Rows;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Rows;

public class LongRowTests
{
    const int Columns = (1 << 22) + 4097, Seed = 83;

    static readonly string[] Searched =
    [
        nameof(Softmax), nameof(LogSoftmax), nameof(LogSumExp), nameof(CrossEntropy), nameof(SmoothCrossEntropy),
        nameof(SoftCrossEntropy)
    ];

    public static TheoryData<string> Runners => [.. RowSubjects.Runners.Keys];

    public static TheoryData<string, string> Members
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in Extent.Of(Searched, nameof(LongRowTests), 6))
                foreach (var kernel in Activations.RowCatalog.All.Single(row => row.Name == name).Kernels)
                    data.Add(name, kernel.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Members))]
    public void Instruction_sets_give_the_same_bits(string definition, string member)
    {
        var subject = new RowCase(Activations.RowCatalog.All.Single(row => row.Name == definition), 1, Columns);
        var kernel = subject.Definition[member];
        var expected = subject.Run(RowSubjects.Scalar, kernel);
        foreach (var runner in RowSubjects.Runners.Values.Where(runner => runner != RowSubjects.Scalar))
            Subjects.None(subject.Differences(runner, kernel, expected, subject.Run(runner, kernel)));
    }

    /// <summary>The largest grows along the row, or is met at once, or in the middle.</summary>
    [Fact]
    public void Softmax_and_its_gradient_are_right()
    {
        var runner = RowSubjects.Runners.Keys.First();
        var random = new Random(Seed);
        float[] noise = [.. Enumerable.Range(0, Columns).Select(_ => (float)(random.NextDouble() * 6))],
            dy = [.. noise.Select(_ => (float)(random.NextDouble() - 0.5))];
        Func<double, double>[] slopes = [at => 40 * at, at => -40 * at, at => 30 - 120 * Math.Abs(at - 0.5), _ => 1e4];
        foreach (var slope in Extent.Of(slopes, nameof(LongRowTests), 4))
        {
            float[] x = [.. noise.Select((value, i) => (float)(value + slope((double)i / Columns)))],
                y = new float[Columns], dx = new float[Columns], sum = new float[1];
            Run(Softmax.Info, "Forward", runner, [x], y);
            Run(Softmax.Info, "Backward", runner, [x, dy], dx);
            Run(LogSumExp.Info, "Forward", runner, [x], sum);
            double max = x.Max(), total = x.Sum(value => Math.Exp(value - max)),
                flow = x.Zip(dy, (value, upstream) => upstream * Math.Exp(value - max)).Sum() / total;
            Assert.Equal(max + Math.Log(total), sum[0], Math.Max(1, Math.Abs(max)) * 2e-7);
            for (var i = 0; i < Columns; i++)
            {
                var truth = Math.Exp(x[i] - max) / total;
                Assert.True(Ulp.Error(y[i], truth) <= 4 + (max - x[i]) / 2, $"y[{i}] is {y[i]:R}, not {truth:R}.");
                Assert.True(Math.Abs(dx[i] - truth * (dy[i] - flow)) <= 2e-6 * truth,
                    $"dx[{i}] is {dx[i]:R}, not {truth * (dy[i] - flow):R}.");
            }
        }
    }

    [Theory, MemberData(nameof(Runners))]
    public void Segments_of_minus_infinity_are_left_out(string runner)
    {
        float[] x = [.. Enumerable.Repeat(float.NegativeInfinity, Columns)], y = new float[Columns], sum = new float[1];
        void Both()
        {
            Run(Softmax.Info, "Forward", runner, [x], y);
            Run(LogSumExp.Info, "Forward", runner, [x], sum);
        }

        Both();
        Assert.True(y.All(float.IsNaN));
        Assert.Equal(float.NegativeInfinity, sum[0]);
        (x[20_000], x[Columns - 1]) = (3, 3);
        Both();
        Assert.Equal([0.5f, 0, 0.5f], [y[20_000], y[0], y[Columns - 1]]);
        Assert.Equal(3 + Math.Log(2), sum[0], 1e-6);
        foreach (var wrong in (float[])[float.NaN, float.PositiveInfinity])
        {
            x[9_000] = wrong;
            Both();
            Assert.True(y.All(float.IsNaN));
            Assert.Equal(wrong, sum[0]);
        }
    }

    static void Run(RowInfo definition, string member, string runner, float[][] sources, float[] destination)
        => RowSubjects.Runners[runner].Run(definition, definition[member],
            [.. sources.Select(source => (ReadOnlyMemory<float>)source)], [destination], Columns, 0, []);
}
