// Wrong spans given to BatchNorm throw an ArgumentException that names the parameter, before anything is written.
using Kernels.Proof;
using Kernels.Rows;
using Xunit;

namespace Kernels.Tests.Rows;

public class BatchNormContractTests
{
    const int Rows = 4, Columns = 3;

    /// <summary>Parameters in order, destinations from the given one on.</summary>
    sealed record Method(string[] Parameters, int Destinations, Action<Memory<float>[], int, int> Call)
    {
        public Memory<float>[] Arguments(int rows = Rows)
            => [.. Parameters.Select(
                parameter => Filled(parameter is "x" or "dx" or "y" or "dy" ? rows * Columns : Columns))];
    }

    static readonly Dictionary<string, Method> methods = new()
    {
        ["Forward"] = new(["x", "weight", "bias", "mean", "variance", "y"], 5,
            (a, columns, stride) => BatchNorm.Forward(a[0].Span, a[1].Span, a[2].Span, a[3].Span, a[4].Span,
                a[5].Span, columns, rowStride: stride)),
        ["Fold"] = new(["weight", "bias", "mean", "variance", "scale", "shift"], 4,
            (a, _, _) => BatchNorm.Fold(a[0].Span, a[1].Span, a[2].Span, a[3].Span, a[4].Span, a[5].Span)),
        ["ForwardTraining"] = new(["x", "weight", "bias", "y", "mean", "rstd", "runningMean", "runningVariance"], 3,
            (a, columns, stride) => BatchNorm.ForwardTraining(a[0].Span, a[1].Span, a[2].Span, a[3].Span, a[4].Span,
                a[5].Span, a[6].Span, a[7].Span, columns, rowStride: stride)),
        ["Backward"] = new(["x", "mean", "rstd", "weight", "dy", "dx", "dweight", "dbias"], 5,
            (a, columns, stride) => BatchNorm.Backward(a[0].Span, a[1].Span, a[2].Span, a[3].Span, a[4].Span, a[5].Span,
                a[6].Span, a[7].Span, columns, stride)),
    };

    public static TheoryData<string> All => [.. methods.Keys];

    [Theory, MemberData(nameof(All))]
    public void Wrong_lengths_throw(string method)
    {
        for (var i = 0; i < methods[method].Parameters.Length; i++)
        {
            var arguments = methods[method].Arguments();
            arguments[i] = arguments[i][..^1];
            // The first span of Fold says how many columns there are.
            Throws(method, arguments, method == "Fold" && i == 0 ? "bias" : methods[method].Parameters[i]);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Overlaps_throw(string method)
    {
        for (var i = methods[method].Destinations; i < methods[method].Parameters.Length; i++)
            for (var other = 0; other < i; other++)
            {
                var arguments = methods[method].Arguments();
                var room = Filled(arguments[i].Length + arguments[other].Length);
                (arguments[i], arguments[other]) =
                    (room.Slice(arguments[other].Length - 1, arguments[i].Length), room[..arguments[other].Length]);
                Throws(method, arguments, methods[method].Parameters[i]);
            }
    }

    [Theory, InlineData("Forward"), InlineData("ForwardTraining"), InlineData("Backward")]
    public void Wrong_numbers_of_columns_throw(string method)
    {
        Throws(method, methods[method].Arguments(), "columns", columns: 0);
        Throws(method, methods[method].Arguments(), "rowStride", stride: Columns - 1);
    }

    [Fact]
    public void Training_on_fewer_than_two_rows_throws()
    {
        foreach (var rows in (int[])[0, 1]) Throws("ForwardTraining", methods["ForwardTraining"].Arguments(rows), "x");
    }

    [Fact]
    public void Gradients_over_no_rows_are_zero()
    {
        var arguments = methods["Backward"].Arguments(rows: 0);
        methods["Backward"].Call(arguments, Columns, 0);
        Assert.All((float[])[.. arguments[6].ToArray(), .. arguments[7].ToArray()], slope => Assert.Equal(0, slope));
    }

    static void Throws(
        string method, Memory<float>[] arguments, string parameter, int columns = Columns, int stride = 0)
    {
        Assert.Equal(parameter,
            Assert.ThrowsAny<ArgumentException>(() => methods[method].Call(arguments, columns, stride)).ParamName);
        Assert.All(arguments, argument
            => Assert.False(argument.Span.ContainsAnyExcept(Case.Sentinel), $"{method} wrote before it threw."));
    }

    static Memory<float> Filled(int length)
    {
        var values = new float[length];
        Array.Fill(values, Case.Sentinel);
        return values;
    }
}
