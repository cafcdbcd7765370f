// RowCheck told apart: kernels written by hand in double precision and rounded once must pass wherever it
// looks, and those that are wrong in the ways of the field must not. Only the values are judged here; the other
// members are those of the library.
using Kernels.Rows;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Rows;

public class RowSensitivityTests
{
    static readonly Dictionary<string, (RowInfo Info, Func<double[][], double[]> Of)> Right = new()
    {
        ["Softmax"] = (Softmax.Info, x => Weights(x[0])),
        ["LogSoftmax"] = (LogSoftmax.Info, x => LogWeights(x[0])),
        ["CrossEntropy"] = (CrossEntropy.Info, x => [x[0].Max() is var max && double.IsInfinity(max)
            ? max - x[0][(int)x[1][0]]
            : -LogWeights(x[0])[(int)x[1][0]]]),
        ["LogSumExp"] = (LogSumExp.Info, x => x[0].Max() is var max && double.IsInfinity(max) ? [max]
            : [max + Math.Log(x[0].Sum(value => Math.Exp(value - max)))]),
        ["LayerNorm"] =
            (LayerNorm.Info, x => [.. Standardised(x[0], 1e-5f).Select((value, i) => value * x[1][i] + x[2][i])]),
        ["RmsNorm"] = (RmsNorm.Info, x => Math.Sqrt(x[0].Sum(value => value * value) / x[0].Length + 1e-6f) is var root
            ? [.. x[0].Select((value, i) => value / root * x[1][i])]
            : []),
    };

    static double[] LogWeights(double[] x)
        => x.Max() is var max && Math.Log(x.Sum(value => Math.Exp(value - max))) is var log
            ? [.. x.Select(value => value - max - log)]
            : [];

    static double[] Weights(double[] x)
        => x.Max() is var max && x.Sum(value => Math.Exp(value - max)) is var sum
            ? [.. x.Select(value => Math.Exp(value - max) / sum)]
            : [];

    static double[] Standardised(double[] x, double epsilon)
    {
        var mean = x.Sum() / x.Length;
        var distances = x.Select(value => value - mean).ToArray();
        var root = Math.Sqrt(distances.Sum(distance => distance * distance) / x.Length + epsilon);
        return [.. distances.Select(distance => distance / root)];
    }

    static double[] AboutOneFloat(double[] x)
    {
        var mean = x.Aggregate(0f, (sum, value) => sum + (float)value) / x.Length;
        var root = Math.Sqrt(x.Sum(value => (value - mean) * (value - mean)) / x.Length + 1e-5f);
        return [.. x.Select(value => (value - mean) / root)];
    }

    public static TheoryData<string> Names => [.. Right.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Right_values_pass(string name) => Subjects.None(Failures(Right[name].Info, Right[name].Of));

    [Theory, MemberData(nameof(Names))]
    public void Values_a_little_off_fail(string name)
        => Assert.NotEmpty(Failures(Right[name].Info, x => [.. Right[name].Of(x).Select(value => value * (1 + 1e-5))]));

    public static TheoryData<string> Ways => [.. Wrong.Keys];

    /// <summary>Each sentence names the row that shows it.</summary>
    static readonly Dictionary<string, (RowInfo Info, Func<double[][], double[]> Of, string Shown)> Wrong = new()
    {
        ["exponentials that are not shifted"] = (Softmax.Info,
            x => (float)x[0].Sum(value => (float)Math.Exp(value)) is var sum
                ? [.. x[0].Select(value => (float)Math.Exp(value) / sum)]
                : [], "x saturated"),
        ["a logarithm added to the largest"] = (LogSoftmax.Info,
            x => (float)(x[0].Max() + Math.Log(x[0].Sum(value => Math.Exp(value - x[0].Max())))) is var all
                ? [.. x[0].Select(value => value - all)]
                : [], "x moved by -10000"),
        ["the same in a loss"] = (CrossEntropy.Info,
            x => [(float)(x[0].Max() + Math.Log(x[0].Sum(value => Math.Exp(value - x[0].Max())))) - x[0][(int)x[1][0]]],
            "x moved by 10000000"),
        ["a mean of one float"] = (LayerNorm.Info,
            x => [.. AboutOneFloat(x[0]).Select((value, i) => value * x[1][i] + x[2][i])], "x of one number"),
        ["squares that overflow"] = (RmsNorm.Info,
            x => Math.Sqrt((float)(x[0].Sum(value => value * value) / x[0].Length) + 1e-6f) is var root
                ? [.. x[0].Select((value, i) => value / root * x[1][i])]
                : [], "x of size 1E+30"),
        ["classes that are ruled out become NaN"] = (Softmax.Info,
            x => x[0].Any(double.IsNegativeInfinity) ? [.. x[0].Select(_ => double.NaN)] : Weights(x[0]), "x with -∞"),
        ["a constant row that is not 0"] = (Standardise.Info, x => [.. Standardised(x[0], 1e-5f).Select(
            value => x[0].Max() == x[0].Min() && x[0][0] != 0 ? value + 1e-6 : value)], "x of one number"),
    };

    [Theory, MemberData(nameof(Ways))]
    public void Wrong_values_fail_where_they_are_wrong(string way)
    {
        var (info, of, shown) = Wrong[way];
        Assert.Contains(Failures(info, of), failure => failure.Contains(shown, StringComparison.Ordinal));
    }

    /// <summary>Ties are shared equally, and a gradient that does not exist is any that lies around.</summary>
    [Fact]
    public void Only_a_gradient_shared_among_ties_passes()
    {
        RowInfo Changed(Func<double[], double[], double[]> of) => With(RangeOfRow, "Backward", x => of(x[0], x[1]));
        static double[] Shared(double[] x, double[] dy)
        {
            double[] Of(double extreme)
                => [.. x.Select(value => value == extreme ? dy[0] / x.Count(other => other == extreme) : 0)];
            return [.. Of(x.Max()).Zip(Of(x.Min()), (top, bottom) => top - bottom)];
        }

        Subjects.None(Gradients(Changed(Shared)));
        Assert.NotEmpty(Gradients(Changed((x, dy) => [.. Enumerable.Range(0, x.Length).Select(
            i => (i == Array.IndexOf(x, x.Max()) ? dy[0] : 0) - (i == Array.IndexOf(x, x.Min()) ? dy[0] : 0))])));
    }

    static RowInfo RangeOfRow => RowSubjects.Definitions["Kernels.Tests.Definitions.RangeOfRow"];

    static IEnumerable<string> Failures(RowInfo info, Func<double[][], double[]> forward)
        => RowCheck.Run(With(info, "Forward", forward)).Failures
            .Where(failure => failure.Contains(", Forward, ", StringComparison.Ordinal)
                && failure.Contains("truth", StringComparison.Ordinal));

    static IEnumerable<string> Gradients(RowInfo info)
        => RowCheck.Run(info).Failures.Where(failure => failure.Contains(", Backward dx, ", StringComparison.Ordinal));

    /// <summary>The definition with one kernel in double precision, a row at a time.</summary>
    static RowInfo With(RowInfo info, string name, Func<double[][], double[]> of) => info with
    {
        Kernels = [.. info.Kernels.Select(kernel => kernel.Name != name ? kernel : kernel with
        {
            Run = (_, sources, destinations, columns, rowStride, _) =>
            {
                var stride = rowStride == 0 ? columns : rowStride;
                var length =
                    kernel.Sources.Zip(sources).First(each => each.First.Shape == RowShape.Element).Second.Length;
                var rows = (length + stride - columns) / stride;
                for (var row = 0; row < rows; row++)
                {
                    double[] Of(RowSpan span, ReadOnlyMemory<float> values)
                    {
                        var part = span.Shape switch
                        {
                            RowShape.Element => values.Slice(row * stride, columns),
                            RowShape.PerRow => values.Slice(row, 1),
                            _ => values
                        };
                        return [.. part.ToArray().Select(value => (double)value)];
                    }

                    var results = of([.. kernel.Sources.Zip(sources, Of)]);
                    var at = kernel.Destinations[0].Shape == RowShape.Element ? row * stride : row;
                    for (var i = 0; i < results.Length; i++) destinations[0].Span[at + i] = (float)results[i];
                }
            },
        })],
    };
}
