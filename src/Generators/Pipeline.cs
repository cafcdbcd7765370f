// The stages as KernelGenerator composes them: each method unpacks a model, calls one folder, packs the next model.
using System.Collections.Immutable;
using Kernels.Differentiate;
using Kernels.Emit;
using Kernels.Emit.Cpu;
using Kernels.Emit.Gpu;
using Kernels.Generators.Discover;
using Kernels.Lower;
using Kernels.Optimise;
using Kernels.Stabilise;
using Kernels.Text;
using Kernels.Verdict;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kernels.Generators;

/// <summary>A definition with its formula as the stages have made it: the value first, then a partial derivative for each input.</summary>
internal sealed record Derived(ActivationModel Activation, Body Formula, Body? FromOutput);

/// <param name="GlobalTypes">Names of the types that lie in no namespace.</param>
internal sealed record AssemblyNames(string Name, EquatableArray<string> GlobalTypes);

internal sealed record GeneratedFile(string HintName, string Text);

internal static class Pipeline
{
    /// <summary>A type that wrongly has the attribute twice is one definition all the same.</summary>
    public static ActivationModel? Discover(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var isFirst = DefinitionReader.AttributeOf(type)?.ApplicationSyntaxReference?.Span == context.Attributes[0].ApplicationSyntaxReference?.Span;
        return isFirst ? DefinitionReader.Read(type, context.SemanticModel.Compilation, cancellation).Model : null;
    }

    public static bool IsDefinition(ActivationModel? model) => model is not null;

    public static ActivationModel Definition(ActivationModel? model, CancellationToken _) => model!;

    public static EquatableArray<ActivationModel> DiscoverReferenced(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
        => References.ForGpu(context.Attributes, cancellation);

    public static IEnumerable<ActivationModel> Each(EquatableArray<ActivationModel> activations, CancellationToken _) => activations;

    public static Derived Stabilise(ActivationModel activation, CancellationToken cancellation)
        => new(activation, Stabilised(activation, activation.Definition.Body, cancellation), null);

    public static Derived Differentiate(Derived stable, CancellationToken cancellation) => stable with
    {
        Formula = Differentiator.Run(stable.Formula, stable.Activation.Inputs.Count, cancellation),
        FromOutput = Kernels.Differentiate.FromOutput.Find(stable.Formula, stable.Activation.Inputs.Count),
    };

    public static Derived StabiliseDerivatives(Derived derived, CancellationToken cancellation)
        => derived with { Formula = Stabilised(derived.Activation, Factoring.Run(derived.Formula, cancellation), cancellation) };

    public static KernelSet Optimise(Derived settled, CancellationToken cancellation) => Planned(settled, settled.Activation.Definition.High, cancellation);

    /// <summary>In float lanes, if these keep the promise; else planned anew for double lanes.</summary>
    public static KernelSet Lower(KernelSet planned, CancellationToken cancellation)
    {
        var lowered = Lowered(planned, cancellation);
        if (planned.Doubles || !planned.Activation.Definition.Stabilise || KeepsPromise(lowered, cancellation)) return lowered;
        return Lowered(Planned(new(planned.Activation, planned.Stable, planned.FromOutput), doubles: true, cancellation), cancellation);
    }

    static KernelSet Planned(Derived settled, bool doubles, CancellationToken cancellation)
    {
        var (activation, definition) = (settled.Activation, settled.Activation.Definition);
        var inputs = definition.Inputs.ToArray();
        var parameters = definition.Parameters.Select(parameter => parameter.Name).ToArray();
        string Print(Expr e) => Formula.Print(e, inputs, parameters);
        var stable = doubles && definition.Stabilise ? Origin.Run(settled.Formula, cancellation) : settled.Formula;
        return new(
            activation,
            Print(definition.Body.Load(new ExprPool())[0]),
            settled.Formula.Load(new ExprPool()).Skip(1).Select(Print).ToEquatable(),
            stable,
            Body.From(stable.Load(new ExprPool()).Skip(1).ToArray()),
            settled.FromOutput,
            Planner.Run(
                activation.Inputs, stable, settled.FromOutput, definition.Parameters.Select(p => p.Default).ToArray(), SpanNames.For(activation.Inputs, activation.Parameters),
                definition.Stabilise, doubles, cancellation),
            doubles);
    }

    static KernelSet Lowered(KernelSet planned, CancellationToken cancellation) => planned with
    {
        Kernels = planned.Kernels.Select(kernel => kernel with { Body = Lowering.Run(kernel.Body, planned.Activation.Inputs.Count, planned.Doubles ? Tier.High : Tier.Fast, cancellation) }).ToEquatable(),
    };

    static bool KeepsPromise(KernelSet set, CancellationToken cancellation)
    {
        var definition = set.Activation.Definition;
        var kernel = set.Kernels.First(kernel => kernel.Member == Member.ForwardWithDerivative);
        var bounds = kernel.Destinations.Select((_, i) => i == 0 ? definition.MaxUlp : definition.MaxGradientUlp).ToArray();
        return new FloatTrial(kernel.Body, set.Stable, definition.Inputs.Count, definition.Parameters.Select(p => p.Default).ToArray(), bounds, cancellation).Passes();
    }

    public static GeneratedFile EmitCpu(KernelSet set, CancellationToken _) => new(set.Activation.HintName + ".g.cs", CpuFile.Write(set));

    public static GeneratedFile? EmitCatalog((ImmutableArray<ActivationModel> Activations, string Namespace) assembly, CancellationToken _)
        => assembly.Activations.IsEmpty ? null : new("ActivationCatalog.g.cs", CatalogFile.Write(assembly.Activations.ToEquatable(), assembly.Namespace));

    public static bool HasGpu(Compilation compilation, CancellationToken _) => compilation.GetTypeByMetadataName("Kernels.Gpu.GpuMath") is not null;

    public static bool IsForGpu((KernelSet Set, bool HasGpu) definition) => definition.HasGpu;

    public static GeneratedFile EmitGpu((KernelSet Set, bool HasGpu) definition, CancellationToken _)
        => new(definition.Set.Activation.HintName + ".gpu.g.cs", GpuFile.Write(definition.Set));

    public static GeneratedFile? EmitGpuCatalog(
        ((ImmutableArray<ActivationModel> Own, ImmutableArray<ActivationModel> Referenced) Activations, (bool HasGpu, string Namespace) Assembly) all, CancellationToken _)
    {
        var activations = all.Activations.Own.AddRange(all.Activations.Referenced);
        return all.Assembly.HasGpu && !activations.IsEmpty ? new("GpuCatalog.g.cs", GpuCatalogFile.Write(activations.ToEquatable(), all.Assembly.Namespace)) : null;
    }

    public static AssemblyNames AssemblyNames(Compilation compilation, CancellationToken _)
        => new(compilation.AssemblyName ?? "", compilation.Assembly.GlobalNamespace.GetTypeMembers().Select(type => type.Name).ToEquatable());

    /// <summary>
    /// Where the catalogue of an assembly lies: its root namespace, and for Kernels itself that of its definitions. In a
    /// project Silu with a type Silu in no namespace, no namespace can be called Silu: there it is SiluKernels.
    /// </summary>
    public static string RootNamespace((AnalyzerConfigOptionsProvider Options, AssemblyNames Assembly) project, CancellationToken _)
    {
        var (assembly, globalTypes) = project.Assembly;
        if (assembly == "Kernels") return "Kernels.Activations";
        var name = project.Options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var given) && given.Length > 0 ? given : assembly;
        var (whole, first) = (Names.Namespace(name), Names.Namespace(name).Split('.')[0]);
        return globalTypes.Contains(first.TrimStart('@')) ? first.TrimStart('@') + "Kernels" + whole.Substring(first.Length) : whole;
    }

    public static void Output(SourceProductionContext context, GeneratedFile file) => context.AddSource(file.HintName, file.Text);

    public static void OutputAny(SourceProductionContext context, GeneratedFile? file)
    {
        if (file is not null) Output(context, file);
    }

    static Body Stabilised(ActivationModel activation, Body body, CancellationToken cancellation)
        => activation.Definition.Stabilise ? Stabiliser.Run(body, cancellation) : body;
}
