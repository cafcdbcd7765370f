// What theories over rows iterate: the definitions of the library and of this project,
// and the runners of this machine, by name.
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
    public static TheoryData<string, string> OnEachRunner()
    {
        var data = new TheoryData<string, string>();
        foreach (var definition in Definitions.Keys)
            foreach (var runner in Runners.Keys) data.Add(definition, runner);
        return data;
    }

    public static TheoryData<string> All() => [.. Definitions.Keys];
}
