// The kernels of definitions with their constants lifted, printed by the generator's own emitters and compiled in
// memory: what runs is what ships, with registers in the place of literals.
extern alias runtime;

using Kernels.Emit;
using Kernels.Emit.Cpu;
using Kernels.Generators.Tests.Driving;
using Kernels.Generators.Tests.Lower;
using Kernels.Optimise;
using Kernels.Text;
using Microsoft.CodeAnalysis;
using runtime::Kernels.Proof;
using Info = runtime::Kernels.ActivationInfo;

namespace Kernels.Generators.Tests.Mutations;

/// <param name="Original">The definition as it ships.</param>
/// <param name="Lifted">The same, with a hyperparameter more for each place of a constant.</param>
internal sealed record LiftedKernel(Info Original, Info Lifted, string Member, IReadOnlyList<Occurrence> Occurrences)
{
    public string Fingerprint => Original[Member].Fingerprint;

    public string Key => MutantLedger.Kernel(Original, Member);

    /// <summary>What has been found of this very kernel.</summary>
    public IReadOnlyList<MutantLedger.Entry> Ledger
        => [.. MutantLedger.Of(Key).Where(entry => entry.Fingerprint == Fingerprint)];

    public override string ToString() => $"{Original.Name}.{Member}";
}

internal static class LiftedKernels
{
    public static IReadOnlyList<LiftedKernel> Compile(IReadOnlyList<Info> definitions)
    {
        var code = new CodeWriter();
        var all = definitions.Select(Lift).ToArray();
        foreach (var space in (string[])["Kernels.Loops", "System", "System.Runtime.CompilerServices",
            "System.Runtime.Intrinsics", "System.Runtime.Intrinsics.X86"])
            code.Line($"using {space};");
        foreach (var (set, _) in all) Kernels(code, set);
        using (code.Open("public static class ActivationCatalog"))
            code.Line($"public static System.Collections.Generic.IReadOnlyList<global::Kernels.ActivationInfo> All => "
                + $"[{string.Join(", ", all.Select(lifted => $"{lifted.Set.KernelsClass}.Describe((x, p) => 0)"))}];");
        var project = new Project(new SourceFile("Lifted.cs", code.ToString()));
        // The JIT optimises nothing in an assembly that was compiled for debugging.
        var infos = new Loaded((project with
        {
            Options = project.Options.WithOptimizationLevel(OptimizationLevel.Release)
        }).Compile()).All;
        return [.. all.SelectMany((lifted, i) => lifted.Set.Kernels.Select(
            (kernel, j) => new LiftedKernel(definitions[i], infos[i], kernel.Name, lifted.Occurrences[j])))];
    }

    /// <summary>Forward and Backward, their constants after the definition's own parameters.</summary>
    static (DefinitionPlan Set, IReadOnlyList<Occurrence>[] Occurrences) Lift(Info activation)
    {
        var set = LoweredCatalogue.Lower(activation);
        var definition = set.Activation.Definition;
        var parameters = definition.Parameters.ToList();
        var (kernels, occurrences) = (new List<Kernel>(), new List<IReadOnlyList<Occurrence>>());
        foreach (var kernel in set.Kernels.Where(
            kernel => kernel is { Member: Member.Forward or Member.Backward, Accumulate: false }))
        {
            var (body, lifted) = Lifting.Run(kernel.Body, parameters.Count);
            kernels.Add(kernel with { Body = body });
            occurrences.Add(lifted);
            parameters.AddRange(
                lifted.Select(occurrence => new ParameterDefault($"constant{occurrence.At}", occurrence.Value)));
        }
        var model = set.Activation with
        {
            Parameters = parameters.Select(parameter => parameter.Name).ToEquatable(),
            Definition = definition with { Parameters = parameters.ToEquatable() },
        };
        return (set with { Activation = model, Kernels = kernels.ToEquatable() }, [.. occurrences]);
    }

    static void Kernels(CodeWriter code, DefinitionPlan set)
    {
        using var type = code.Open($"static class {set.KernelsClass}");
        CpuFile.Kernels(code, set);
    }
}
