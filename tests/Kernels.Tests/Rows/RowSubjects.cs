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

    public static readonly IReadOnlyDictionary<string, CpuRowRunner> Runners =
        CpuRowRunner.Available.ToDictionary(runner => runner.Name);

    public static CpuRowRunner Scalar => Runners[nameof(Isa.Scalar)];

    /// <summary>Every definition on every runner.</summary>
    public static TheoryData<string, string> OnEachRunner() => OnEachRunner(Definitions.Keys);

    /// <summary>The same for a suite that takes its time: in a short run for a part of the definitions.</summary>
    public static TheoryData<string, string> OnEachRunner(string suite, int every = 16)
        => OnEachRunner(Extent.Of(Definitions.Keys, suite, every));

    static TheoryData<string, string> OnEachRunner(IEnumerable<string> definitions)
    {
        var data = new TheoryData<string, string>();
        foreach (var definition in definitions)
            foreach (var runner in Runners.Keys) data.Add(definition, runner);
        return data;
    }

    public static TheoryData<string> All() => [.. Definitions.Keys];
}
