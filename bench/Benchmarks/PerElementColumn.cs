// A figure of the mean time of a case: per element, so that lengths compare.
using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Kernels.Benchmarks;

/// <param name="figure">The figure, from nanoseconds per element and bytes per element.</param>
internal sealed class PerElementColumn(string name, string legend, Func<double, int, double> figure) : IColumn
{
    public string Id => name;
    public string ColumnName => name;
    public string Legend => legend;
    public bool AlwaysShow => true;
    public ColumnCategory Category => ColumnCategory.Custom;
    public int PriorityInCategory => 0;
    public bool IsNumeric => true;
    public UnitType UnitType => UnitType.Dimensionless;
    public bool IsAvailable(Summary summary) => true;
    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
        => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        if (summary[benchmarkCase]?.ResultStatistics is not { } statistics) return "-";
        var length = (int)benchmarkCase.Parameters[nameof(MemberBenchmarks.Length)];
        return figure(statistics.Mean / length, BytesPerElement(benchmarkCase)).ToString("F3",
            CultureInfo.InvariantCulture);
    }

    /// <summary>Every span of the kernel once; a copy has two, whatever the kernel has.</summary>
    static int BytesPerElement(BenchmarkCase @case)
        => @case.Descriptor.WorkloadMethod.Name == nameof(MemberBenchmarks.CopyTo)
            ? 2 * sizeof(float)
            : Workload.BytesPerElement(MemberBenchmarks.Find(@case).Kernel);
}
