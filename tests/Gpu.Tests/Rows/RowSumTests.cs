// Sums over rows: more rows than a segment of totals has, and more terms than are in memory at once.
using Kernels.Gpu.Tests.Definitions;
using Kernels.Proof;
using Kernels.Rows;

namespace Kernels.Gpu.Tests.Rows;

public class RowSumTests
{
    [Theory(SkipTestWithoutData = true), PresentData(On.Pocl), PresentData(On.Cuda)]
    public void Sums_over_more_rows_than_a_segment_have_the_bits_of_the_CPU(On on)
    {
        foreach (var info in (RowInfo[])[ScaledEverywhere.Info, TwoTemperatures.Info, HighRows.Info])
            foreach (var rows in (int[])[4096, 8200])
                Check(on, new RowCase(info, rows, 3));
    }

    /// <summary>70 rows of so many terms come in two parts.</summary>
    [Theory(SkipTestWithoutData = true), PresentData(On.Pocl), PresentData(On.Cuda)]
    public void Sums_of_more_terms_than_are_in_memory_at_once_have_the_bits_of_the_CPU(On on)
        => Check(on, new RowCase(LayerNorm.Info, 70, 131_100));

    static void Check(On on, RowCase subject)
    {
        var runner = RowCases.Runner(on, subject.Definition);
        foreach (var kernel in subject.Definition.Kernels.Where(
            kernel => kernel.Name.StartsWith("Backward", StringComparison.Ordinal)))
            RowCases.None(
                subject.Differences(runner, kernel, subject.Run(RowCases.Cpu, kernel), subject.Run(runner, kernel)));
    }
}
