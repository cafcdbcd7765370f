// Every constant of a kernel matters, and the pinned bits see it: each is moved up and down, a coefficient by one ULP,
// a limit by a 64th, and some bit of the pinned sample must change. A mutant that no float shows is the same function,
// and not counted; the ledger of those is written where KERNELS_SEARCH_MUTANTS=1, and kept honest here: one that
// differs after all is a failure.
extern alias runtime;

using System.Globalization;
using runtime::Kernels;
using runtime::Kernels.Proof;
using runtime::Kernels.Verification;
using Catalogue = runtime::Kernels.Activations.ActivationCatalog;

namespace Kernels.Generators.Tests.Mutations;

public class ConstantMutationTests(ITestOutputHelper output)
{
    /// <summary>The share that must be noticed.</summary>
    const double Noticed = 0.95;

    /// <summary>
    /// The definitions that are measured: most constants of the others are these again,
    /// and a search takes minutes a kernel.
    /// </summary>
    static readonly string[] Measured =
        ["Elu", "Gelu", "GeluTanh", "LeakyRelu", "Mish", "Relu", "Sigmoid", "Silu", "Softplus", "SwiGlu", "Tanh"];

    static readonly bool IsSearching = Environment.GetEnvironmentVariable("KERNELS_SEARCH_MUTANTS") == "1";

    [Fact]
    public void The_pinned_bits_detect_mutated_constants()
    {
        Assert.SkipUnless(Extent.IsLong || IsSearching, "A search over all mutants: KERNELS_LONG=1 runs it.");
        Assert.SkipUnless(CpuRunner.Available[0].Isa == Isa.Avx512,
            "The ledger was made with AVX-512: a moved constant can lead AVX2's scaling out of its domain.");
        var kernels = LiftedKernels.Compile([.. Catalogue.All.Where(activation => Measured.Contains(activation.Name))]);
        if (IsSearching)
            foreach (var kernel in kernels) SearchFor(kernel);

        var mutants = kernels.AsParallel().AsOrdered().SelectMany(Examine).ToArray();
        foreach (var kernel in mutants.GroupBy(mutant => mutant.Kernel))
            output.WriteLine(Row(kernel.Key.ToString(), [.. kernel]));
        var (coefficients, limits) =
            (mutants.Where(mutant => !mutant.IsLimit).ToArray(), mutants.Where(mutant => mutant.IsLimit).ToArray());
        output.WriteLine($"{Row("coefficients", coefficients)}\n{Row("limits", limits)}\n{Row("all", mutants)}");
        foreach (var mutant in mutants.Where(mutant => !mutant.IsNoticed && !mutant.IsListedAsEquivalent))
            output.WriteLine($"missed: {mutant}");

        var wronglyListed = mutants.Where(mutant => mutant.IsNoticed && mutant.IsListedAsEquivalent).ToArray();
        Assert.True(wronglyListed.Length == 0,
            $"Listed as equivalent, but not: {string.Join("; ", wronglyListed.Take(5))}");
        Assert.True(coefficients.Length > 500 && limits.Length > 100,
            $"Only {coefficients.Length} and {limits.Length} mutants.");
        foreach (var part in (Mutant[][])[coefficients, mutants])
            Assert.True(Share(part) >= Noticed,
                $"{Row("mutants", part)}. If a kernel has changed, run ./dev mutations, then ./dev snap.");
    }

    static Mutant[] Examine(LiftedKernel kernel)
    {
        var mutants = Mutant.All(kernel);
        var subject = new Case(kernel.Original, kernel.Original[kernel.Member], CpuRunner.Available[0]);
        var examination = new SpecialValueCases(kernel, DenseSample.Length);
        for (var block = 0; block < DenseSample.Blocks && mutants.Any(mutant => !mutant.IsNoticed); block++)
            examination.Block(DenseSample.Sources(subject, block), mutants);
        return mutants;
    }

    /// <summary>Completes the ledger for a kernel; what it has of the same kernel is not searched for again.</summary>
    static void SearchFor(LiftedKernel kernel)
    {
        var missed = Examine(kernel).Where(mutant => !mutant.IsNoticed && !mutant.IsListedAsEquivalent).ToArray();
        Search.Run(kernel, missed);
        // Inputs that were found for an earlier kernel stay pinned.
        var kept = MutantLedger.Of(kernel.Key)
            .Where(entry => !entry.IsEquivalent || entry.Fingerprint == kernel.Fingerprint);
        Console.WriteLine($"{kernel}: of {missed.Length} "
            + $"mutants that the sample does not show, {missed.Count(mutant => mutant.IsNoticed)} differ somewhere.");
        MutantLedger.Write(kernel.Key, kept.Concat(missed.Select(mutant => mutant.Entry)));
    }

    static double Share(Mutant[] mutants)
        => mutants.Count(mutant => mutant.IsNoticed)
            / (double)Math.Max(1, mutants.Count(mutant => !mutant.IsListedAsEquivalent));

    static string Row(string what, Mutant[] mutants)
        => string.Create(CultureInfo.InvariantCulture,
            $"{what,-20} {mutants.Length,4} mutants, {mutants.Count(mutant => mutant.IsListedAsEquivalent),3} "
                + $"of them equivalent, {mutants.Count(mutant => mutant.IsNoticed),4} noticed: {Share(mutants):P1}");
}
