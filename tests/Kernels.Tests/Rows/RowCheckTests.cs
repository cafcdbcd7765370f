// The shipped suite over every definition over rows and every runner; and kernels that are wrong in one way, which it must notice.
using Kernels.Rows;
using Kernels.Tests.Definitions;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Rows;

public class RowCheckTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> All => RowSubjects.OnEachRunner();

    [Theory, MemberData(nameof(All))]
    public void Kernels_over_rows_are_those_of_the_definition(string definition, string runner)
    {
        var report = RowCheck.Run(RowSubjects.Definitions[definition], RowSubjects.Runners[runner]);
        output.WriteLine(report.ToString());
        Assert.True(report.Passed, report.ToString());
    }

    [Fact]
    public void Errors_are_noticed()
    {
        Fails(Wrong(Softmax.Info, "Forward", (_, y) => y * (1 + 16f / (1 << 23))), "Forward");
        Fails(Wrong(Softmax.Info, "Backward", (_, dx) => dx * 1.0001f), "Backward dx");
        Fails(Wrong(LayerNorm.Info, "Backward", (_, dweight) => dweight * 1.0001f, output: 1), "Backward dweight");
        Fails(Wrong(TemperedSoftmax.Info, "Backward", (_, dtemperature) => dtemperature * 1.01f, output: 1), "Backward dTemperature");
        Fails(Wrong(LayerNorm.Info, "BackwardAccumulate", (i, dx) => i == 7 ? MathF.BitIncrement(MathF.BitIncrement(MathF.BitIncrement(MathF.BitIncrement(dx)))) : dx), "BackwardAccumulate");
        Fails(Wrong(Softmax.Info, "BackwardFromOutput", (_, dx) => dx * 1.0001f), "BackwardFromOutput");
        Fails(Wrong(Softmax.Info, "Forward", (i, y) => i == 3 && y == RowSample.Sentinel ? 0 : y), "gaps");
    }

    static void Fails(RowInfo wrong, string kernel)
        => Assert.Contains(RowCheck.Run(wrong).Failures, failure => failure.Contains(kernel, StringComparison.Ordinal));

    /// <summary>The definition with one destination of one kernel changed: a function of the place and the right value.</summary>
    static RowInfo Wrong(RowInfo definition, string kernel, Func<int, float, float> change, int output = 0) => definition with
    {
        Kernels = [.. definition.Kernels.Select(right => right.Name != kernel ? right : right with
        {
            Run = (isa, sources, destinations, columns, rowStride, parameters) =>
            {
                right.Run(isa, sources, destinations, columns, rowStride, parameters);
                var values = destinations[output].Span;
                for (var i = 0; i < values.Length; i++) values[i] = change(i, values[i]);
            },
        })],
    };
}
