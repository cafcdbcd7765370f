// What theories over rows iterate: the definitions of the library and of this project,
// and the runners of this machine, by name.
using Kernels.Proof;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Rows;

static class RowSubjects
{
    public static readonly IReadOnlyDictionary<string, RowInfo> Definitions
        = Activations.RowCatalog.All.Concat(RowCatalog.All).ToDictionary(definition => definition.FullName);

    public static readonly IReadOnlyDictionary<string, CpuRunner> Runners =
        CpuRunner.Available.ToDictionary(runner => runner.Name);

    public static CpuRunner Scalar => Runners[nameof(Isa.Scalar)];

    /// <summary>Every definition on every runner.</summary>
    public static TheoryData<string, string> OnEachRunner() => Subjects.Pairs(Definitions.Keys, Runners.Keys);

    /// <summary>The same for a suite that takes its time: in a short run for a part of the definitions.</summary>
    public static TheoryData<string, string> OnEachRunner(string suite, int every = 16)
        => Subjects.Pairs(Extent.Of(Definitions.Keys, suite, every), Runners.Keys);

    public static TheoryData<string> All() => [.. Definitions.Keys];
}
