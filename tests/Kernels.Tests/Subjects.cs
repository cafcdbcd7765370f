// What theories iterate: the definitions of the library, of this project and of the vocabulary,
// and the runners of this machine, by name.
using Kernels.Proof;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests;

static class Subjects
{
    public static readonly IReadOnlyDictionary<string, ActivationInfo> Definitions
        = Activations.ActivationCatalog.All.Concat(ActivationCatalog.All).Concat(Proof.Subjects.Vocabulary)
            .ToDictionary(activation => activation.FullName);

    public static readonly IReadOnlyDictionary<string, CpuRunner> Runners =
        CpuRunner.Available.ToDictionary(runner => runner.Name);

    /// <summary>Every definition on every runner.</summary>
    public static TheoryData<string, string> OnEachRunner() => Pairs(Definitions.Keys, Runners.Keys);

    /// <summary>The same for a suite that takes its time: in a short run for a part of the definitions.</summary>
    public static TheoryData<string, string> OnEachRunner(string suite, int every = 16)
        => Pairs(Extent.Of(Definitions.Keys, suite, every), Runners.Keys);

    /// <summary>Each name with each runner.</summary>
    public static TheoryData<string, string> Pairs(IEnumerable<string> names, IEnumerable<string> runners)
    {
        var data = new TheoryData<string, string>();
        foreach (var name in names)
            foreach (var runner in runners) data.Add(name, runner);
        return data;
    }

    /// <summary>Every kernel of a definition on a runner.</summary>
    public static IEnumerable<Case> Cases(string definition, string runner)
        => Case.All(Definitions[definition], Runners[runner]);

    /// <summary>Fails with the first of many sentences, each of which says all that is needed.</summary>
    public static void None(IEnumerable<string> failures)
    {
        var first = failures.Take(8).ToArray();
        Assert.True(first.Length == 0, string.Join('\n', first));
    }
}
