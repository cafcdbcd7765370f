// How the members are measured: in process, so that all rivals meet the same machine; short, for there are many cases;
// and told per element, so that lengths compare.
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Kernels.Benchmarks;

internal sealed class MemberConfig : ManualConfig
{
    public MemberConfig()
    {
        AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithIterationTime(TimeInterval.FromMilliseconds(20))
            .WithWarmupCount(6)
            .WithIterationCount(9));
        AddColumnProvider(DefaultColumnProviders.Params, DefaultColumnProviders.Metrics);
        AddColumn(TargetMethodColumn.Method);
        AddColumn(
            new PerElementColumn("ns/element", "Mean time of an element", static (nanoseconds, _) => nanoseconds));
        AddColumn(new PerElementColumn("GB/s", "Bytes of all spans, each counted once, over the mean time",
            static (nanoseconds, bytes) => bytes / nanoseconds));
        AddColumn(BaselineRatioColumn.RatioMean);
        AddDiagnoser(MemoryDiagnoser.Default);
        AddFilter(new SimpleFilter(IsThere));
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
        ArtifactsPath = Path.Combine("bench", "results", Processor.FolderName);
    }

    static bool IsThere(BenchmarkCase @case)
    {
        var name = (string)@case.Parameters[nameof(MemberBenchmarks.Member)];
        return @case.Descriptor.WorkloadMethod.Name switch
        {
            nameof(MemberBenchmarks.Tensors) => Peers.Of(name) is not null,
            nameof(MemberBenchmarks.Scalar) => ScalarLoops.Has(MemberBenchmarks.Find(@case).Activation),
            _ => true,
        };
    }
}
