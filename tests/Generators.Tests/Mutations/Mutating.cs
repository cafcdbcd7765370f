// Every constant of a kernel matters, and the pinned bits see it: each is moved up and down, a coefficient by one ULP, a limit by
// a 64th, and some bit of the pinned sample must change.
extern alias runtime;

using runtime::Kernels.Harness;
using runtime::Kernels.Verification;
using Catalogue = runtime::Kernels.Activations.ActivationCatalog;

namespace Kernels.Generators.Tests.Mutations;

public class Mutating(ITestOutputHelper output)
{
    [Fact]
    public void IsNoticedInTheBits()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var kernels = LiftedKernels.Compile(Catalogue.All);
        output.WriteLine($"compiled {watch.Elapsed}");
        var mutants = kernels.AsParallel().AsOrdered().WithDegreeOfParallelism(2).SelectMany(Examine).ToArray();
        output.WriteLine($"run {watch.Elapsed}");
        foreach (var kind in mutants.GroupBy(mutant => mutant.IsLimit))
            output.WriteLine($"{(kind.Key ? "limits" : "coefficients")}: {kind.Count(mutant => mutant.IsNoticed)} of {kind.Count()}");
        foreach (var mutant in mutants.Where(mutant => !mutant.IsNoticed)) output.WriteLine($"{mutant}");
    }

    static IEnumerable<Mutant> Examine(LiftedKernel kernel)
    {
        var mutants = Mutant.All(kernel).ToArray();
        var subject = new Case(kernel.Lifted, kernel.Lifted[kernel.Member], CpuRunner.Available[0]);
        var examination = new Examination(kernel, DenseSample.Length);
        for (var block = 0; block < DenseSample.Blocks && mutants.Any(mutant => !mutant.IsNoticed); block++)
            examination.Block(DenseSample.Sources(subject, block), mutants);
        return mutants;
    }
}
