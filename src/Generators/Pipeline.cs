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
using Kernels.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kernels.Generators;

/// <summary>
/// A definition with its formula as the stages have made it: the value first,
/// then a partial derivative for each input and each trainable parameter.
/// </summary>
/// <param name="FromOutput">The derivative as a function of the value, where there is one.</param>
/// <param name="Curved">The formula, and after it the second derivatives by the inputs. Of rows: the change of the
/// value along directions, and the gradients by the inputs of the gradients along these.</param>
internal sealed record Derived(ActivationModel Activation, Body Formula, Body? FromOutput = null, Body? Curved = null);

/// <summary>
/// A definition as functions of one value, one for each of its results, as the stages have made them.
/// </summary>
internal sealed record Functions(ActivationModel Activation, EquatableArray<Derived> Each);

/// <param name="GlobalTypes">Names of the types that lie in no namespace.</param>
internal sealed record AssemblyNames(string Name, EquatableArray<string> GlobalTypes);

internal sealed record GeneratedFile(string HintName, string Text);

internal static class Pipeline
{
    /// <summary>An error, in ULP, that is no question of a promise any more.</summary>
    const double Lost = 16;

    /// <summary>A type that wrongly has the attribute twice is one definition all the same.</summary>
    public static ActivationModel? Discover(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var isFirst = DefinitionReader.AttributeOf(type)?.ApplicationSyntaxReference?.Span
            == context.Attributes[0].ApplicationSyntaxReference?.Span;
        return isFirst ? DefinitionReader.Read(type, context.SemanticModel.Compilation, cancellation).Model : null;
    }

    /// <summary>Definitions marked with [Activation], and those with [Kernel].</summary>
    public static IEnumerable<ActivationModel> Both(
        (ImmutableArray<ActivationModel> Activations, ImmutableArray<ActivationModel> Kernels) marked,
        CancellationToken _)
        => marked.Activations.AddRange(marked.Kernels);

    public static bool IsDefinition(ActivationModel? model) => model is not null;

    public static ActivationModel Definition(ActivationModel? model, CancellationToken _) => model!;

    public static EquatableArray<ActivationModel> DiscoverReferenced(
        GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
        => References.ForGpu(context.Attributes, cancellation);

    public static IEnumerable<ActivationModel> Each(EquatableArray<ActivationModel> activations, CancellationToken _)
        => activations;

    public static Functions StabiliseEach(ActivationModel activation, CancellationToken cancellation)
    {
        var results = Enumerable.Range(0, activation.Definition.ResultCount);
        return new(activation,
            results.Select(result => Stabilise(activation.Component(result), cancellation)).ToEquatable());
    }

    /// <summary>A stage for the function of each result; a step is not differentiated, and passes by.</summary>
    public static Func<Functions, CancellationToken, Functions> OfEach(Func<Derived, CancellationToken, Derived> stage)
        => (functions, cancellation) => functions.Activation.Definition.IsStep ? functions
            : functions with { Each = functions.Each.Select(each => stage(each, cancellation)).ToEquatable() };

    public static Derived Stabilise(ActivationModel activation, CancellationToken cancellation)
        => new(activation, activation.Definition.Stabilise
            ? Stabiliser.RunFirst(Densities.Run(activation.Definition.Body), cancellation)
            : activation.Definition.Body);

    public static Derived Differentiate(Derived stable, CancellationToken cancellation)
        => stable.Activation.Definition.IsOverRows ? RowPlan.Differentiate(stable, cancellation) : stable with
        {
            Formula = Partials(stable, cancellation),
            FromOutput = Kernels.Differentiate.FromOutput.Find(stable.Formula,
            stable.Activation.Inputs.Count + stable.Activation.Definition.Trainables.Count()),
        };

    /// <summary>The value as it is, and the derivatives of its form without kinks that cancel.</summary>
    static Body Partials(Derived stable, CancellationToken cancellation)
    {
        var (inputs, definition) = (stable.Activation.Inputs.Count, stable.Activation.Definition);
        Body Of(Body value) => Differentiator.Run(value, inputs, definition.Trainables, cancellation);
        if (!definition.Stabilise || Kinks.Without(stable.Formula) is not { } smooth) return Of(stable.Formula);
        var pool = new ExprPool();
        return Body.From([stable.Formula.Load(pool)[0], .. Of(smooth).Load(pool).Skip(1)]);
    }

    public static Derived StabiliseDerivatives(Derived derived, CancellationToken cancellation)
    {
        var tidy = Tidied(derived.Activation, derived.Formula, kept: 1, cancellation);
        return derived with { Formula = Stabilised(derived.Activation, tidy, cancellation) };
    }

    /// <summary>
    /// Terms that are alike added and taken out, and quotients that are 1 left out, before and after.
    /// </summary>
    static Body Tidied(ActivationModel activation, Body derivatives, int kept, CancellationToken cancellation)
    {
        var isOverRows = activation.Definition.IsOverRows;
        if (isOverRows || !activation.Definition.Stabilise)
            return Factoring.Run(derivatives, kept, cancellation, isOverRows);
        var tidy = Quotients.Run(derivatives, kept);
        // What is left of a quotient may be like another term, and a factor of a fraction may be a sum of fractions
        // itself.
        var most = activation.Inputs.Count > 1 ? 3 : 1;
        for (var (pass, last) = (0, (Body?)null); pass < most && !tidy.Equals(last); pass++)
            tidy = Quotients.Run(Factoring.Run(last = tidy, kept, cancellation), kept);
        return tidy;
    }

    public static Derived DifferentiateAgain(Derived settled, CancellationToken cancellation)
        => settled.Activation.Definition.IsOverRows ? RowPlan.DifferentiateAgain(settled, cancellation) : settled with
        {
            Curved = Differentiator.Again(settled.Formula, settled.Activation.Inputs.Count, cancellation)
        };

    public static Derived StabiliseAgain(Derived curved, CancellationToken cancellation)
    {
        if (curved.Curved is null) return curved;
        var isOverRows = curved.Activation.Definition.IsOverRows;
        var (tidy, kept) = (curved.Curved, isOverRows ? 0 : curved.Formula.Outputs.Count);
        // What is a term of one sum after the first pass may be like a term of the sum around it.
        for (var pass = 0; pass < 3; pass++) tidy = Tidied(curved.Activation, tidy, kept, cancellation);
        var settled = curved with { Curved = Stabilised(curved.Activation, tidy, cancellation) };
        return isOverRows ? settled : Finished(settled, cancellation);
    }

    public static DefinitionPlan Plan(Functions functions, CancellationToken cancellation)
        => functions.Activation.Definition.IsOverRows ? RowPlan.Schedule(functions.Each[0], cancellation)
            : OfElements(functions, cancellation);

    static DefinitionPlan OfElements(Functions functions, CancellationToken cancellation)
    {
        var (activation, definition) = (functions.Activation, functions.Activation.Definition);
        var (each, inputs) = (functions.Each, activation.Inputs.Count);
        var lanes = each.Max(function => LanesOf(function, cancellation));
        var followed = Followed.Of(each.Select(function => function.Formula), inputs);
        var names = SpanNames.For(activation.Inputs, activation.Parameters, definition.Trainables, activation.Results)
            .Following(followed);
        var seeds = definition.Seeds.Select(i => activation.Parameters[i]).ToEquatable();
        var pool = new ExprPool();
        var forms = each.Select(function => Form(pool, function, lanes, cancellation)).ToArray();
        Plan plan = new(
            activation.Inputs, Defaults(definition), followed, names, definition.IsStep, definition.Stabilise, lanes,
            Trial(activation, lanes, cancellation));
        Function[] planned =
            [.. each.Zip(forms, (function, form) => new Function(form.First, form.Second, function.FromOutput))];
        var kernels = Planner.Run(plan, planned, cancellation).Where(kernel => definition.Has(kernel.Member))
            .Select(kernel => kernel with { Seeds = seeds, Offset = seeds.Count > 0 ? names.Offset : null });
        var isFollowed = Enumerable.Range(0, inputs + definition.Trainables.Count())
            .Where(variable => variable >= inputs || followed.Contains(variable)).ToArray();
        Expr[] partials = [.. forms.SelectMany(
            form => form.First.Load(pool).Skip(1).Where((_, variable) => isFollowed.Contains(variable)))];
        return new(activation, forms.Select(form => form.Result).ToEquatable(), kernels.ToEquatable(), lanes)
        {
            Followed = followed,
            Saves = definition.IsStep ? default
                : BackwardPlan.Of(partials, each.Count == 1 ? followed.Count : 0,
                    each.Count == 1 && each[0].FromOutput is not null).Where(way => IsOffered(way.What)).ToEquatable(),
        };

        bool IsOffered(Saved way) => definition.Has(way switch
        {
            Saved.Output => Member.BackwardFromOutput,
            Saved.Derivative => Member.ForwardWithDerivative,
            _ => Member.Backward,
        });
    }

    /// <summary>The kernels of a definition with one result.</summary>
    public static DefinitionPlan Plan(Derived function, CancellationToken cancellation)
        => Plan(new Functions(function.Activation, new([function])), cancellation);

    /// <summary>
    /// The value and its first derivatives, then the second ones, in the form for the lanes; and what is said of them.
    /// </summary>
    static (Body First, Body Second, ResultForm Result) Form(
        ExprPool pool, Derived function, Lanes lanes, CancellationToken cancellation)
    {
        var definition = function.Activation.Definition;
        var inputs = definition.Inputs.ToArray();
        var parameters = definition.Parameters.Select(parameter => parameter.Name).ToArray();
        string Print(Expr e) => Formula.Print(e, inputs, parameters);
        // What the first derivative is must not depend on the second.
        var first = ForLanes(function, lanes, cancellation).Load(pool);
        var curved = function.Curved ?? function.Formula;
        var curvatures = (lanes == Lanes.Wide ? SeriesNearZero.Run(Powers.Run(curved), cancellation) : curved)
            .Load(pool)
            .Skip(first.Length).ToArray();
        ResultForm result = new(
            Print(definition.Body.Load(new ExprPool())[0]),
            function.Formula.Load(pool).Skip(1).Select(Print).ToEquatable(),
            curved.Load(pool).Skip(first.Length).Select(Print).ToEquatable(),
            Body.From([.. first, .. curvatures]),
            Body.From(first.Skip(1).Take(inputs.Length).ToArray()),
            Body.From(curvatures));
        return (Body.From(first), Body.From(curvatures), result);
    }

    public static DefinitionPlan Lower(DefinitionPlan planned, CancellationToken cancellation) => planned with
    {
        Rows = planned.Rows.Select(kernel => RowPlan.Lower(kernel, planned.Activation, cancellation)).ToEquatable(),
        Kernels = planned.Kernels.Select(
            kernel => kernel with { Body = Lowered(planned.Activation, kernel.Body, planned.Lanes, cancellation) })
            .ToEquatable(),
    };

    /// <summary>What the analyzer judges: the member that has both value and derivatives.</summary>
    public static CheckedKernel Subject(ActivationModel activation, Promises promises, CancellationToken cancellation)
    {
        var settled = Finished(Settled(activation, cancellation), cancellation);
        var lanes = LanesOf(settled, cancellation);
        // Where the formula is to be kept as written, the truth may be told in a better form all the same.
        var truth = activation.Definition.Stabilise ? settled : Finished(
            Settled(activation with { Definition = activation.Definition with { Stabilise = true } }, cancellation),
            cancellation);
        return new(activation.Definition, ForLanes(truth, lanes, cancellation),
            Both(settled, settled.Formula.Outputs.Count - 1, lanes, cancellation), lanes != Lanes.Float, promises);
    }

    static Derived Settled(ActivationModel activation, CancellationToken cancellation)
    {
        var stable = Stabilise(activation, cancellation);
        return activation.Definition.IsStep ? stable
            : StabiliseDerivatives(Differentiate(stable, cancellation), cancellation);
    }

    /// <summary>
    /// The lanes asked for, if these keep the digits; else wide ones.
    /// That a promise is broken by a few ULP is for the analyzer to say.
    /// </summary>
    static Lanes LanesOf(Derived settled, CancellationToken cancellation)
    {
        var definition = settled.Activation.Definition;
        var asked = definition.High ? Lanes.Double : Lanes.Float;
        // What is random is no matter of digits.
        if (!definition.Stabilise || settled.Formula.Instructions.Any(instruction => instruction.Op == Op.Uniform))
            return asked;
        var outputs = Math.Min(settled.Formula.Outputs.Count, 1 + settled.Activation.Inputs.Count);
        var truth = Body.From(settled.Formula.Load(new ExprPool()).Take(outputs).ToArray());
        var promised =
            truth.Outputs.Select((_, output) => output == 0 ? definition.MaxUlp : definition.MaxGradientUlp).ToArray();
        var bounds = promised.Select(bound => Math.Max(Lost, bound)).ToArray();
        var trial = new PrecisionProbe(LaneInterpreter.Of(definition.High),
            Both(settled, outputs - 1, asked, cancellation), truth, settled.Activation.Inputs.Count,
            Defaults(definition), bounds, cancellation)
        {
            Written = CarriedDefaults.Of(definition, definition.High),
            Subnormal = promised,
        };
        return trial.Passes() ? asked : Lanes.Wide;
    }

    /// <summary>Wide lanes have the digits for what is to be said about 0.</summary>
    static Body ForLanes(Derived settled, Lanes lanes, CancellationToken cancellation)
        => lanes != Lanes.Wide ? settled.Formula
            : LimitsAtInfinity.SignedZero(SeriesNearZero.Run(Powers.Run(settled.Formula), cancellation),
                settled.Activation.Inputs.Count,
                Defaults(settled.Activation.Definition));

    /// <summary>Value and so many derivatives, lowered.</summary>
    static Body Both(Derived settled, int slopes, Lanes lanes, CancellationToken cancellation)
    {
        var (activation, definition) = (settled.Activation, settled.Activation.Definition);
        var both = Planner.Both(activation.Inputs.Count, slopes, ForLanes(settled, lanes, cancellation),
            Defaults(definition), definition.Stabilise, lanes, Trial(activation, lanes, cancellation), cancellation);
        return Lowered(activation, both, lanes, cancellation);
    }

    public static GeneratedFile EmitCpu(DefinitionPlan set, CancellationToken _)
        => new(set.Activation.HintName + ".g.cs", CpuFile.Write(set));

    /// <summary>A catalogue of the definitions of elements and one of those over rows, where there are any.</summary>
    public static IEnumerable<GeneratedFile> EmitCatalogs(
        (ImmutableArray<ActivationModel> Definitions, string Namespace) assembly, CancellationToken _)
    {
        var kinds = assembly.Definitions.ToLookup(activation => activation.Definition.IsOverRows);
        if (kinds[false].Any())
            yield return new("ActivationCatalog.g.cs",
                CatalogFile.Write(kinds[false].ToEquatable(), assembly.Namespace));
        if (kinds[true].Any())
            yield return new("RowCatalog.g.cs", CatalogFile.Rows(kinds[true].ToEquatable(), assembly.Namespace));
    }

    public static bool HasGpu(Compilation compilation, CancellationToken _)
        => compilation.GetTypeByMetadataName("Kernels.Gpu.GpuMath") is not null;

    public static bool IsForGpu((DefinitionPlan Set, bool HasGpu) definition) => definition.HasGpu;

    public static GeneratedFile EmitGpu((DefinitionPlan Set, bool HasGpu) definition, CancellationToken _)
        => new(definition.Set.Activation.HintName + ".gpu.g.cs", GpuFile.Write(definition.Set));

    public static GeneratedFile? EmitGpuCatalog(
        ((ImmutableArray<ActivationModel> Own, ImmutableArray<ActivationModel> Referenced) Activations, (bool HasGpu,
            string Namespace) Assembly) all, CancellationToken _)
    {
        var activations = all.Activations.Own.AddRange(all.Activations.Referenced);
        return all.Assembly.HasGpu && !activations.IsEmpty
            ? new("GpuCatalog.g.cs", GpuCatalogFile.Write(activations.ToEquatable(), all.Assembly.Namespace))
            : null;
    }

    public static AssemblyNames AssemblyNames(Compilation compilation, CancellationToken _)
        => new(compilation.AssemblyName ?? "",
            compilation.Assembly.GlobalNamespace.GetTypeMembers().Select(type => type.Name).ToEquatable());

    /// <summary>
    /// Where the catalogue of an assembly lies: its root namespace, and for Kernels itself that of its definitions. In
    /// a project Silu with a type Silu in no namespace, no namespace can be called Silu: there it is SiluKernels.
    /// </summary>
    public static string RootNamespace(
        (AnalyzerConfigOptionsProvider Options, AssemblyNames Assembly) project, CancellationToken _)
    {
        var (assembly, globalTypes) = project.Assembly;
        if (assembly == "Kernels") return "Kernels.Activations";
        var name = project.Options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var given)
            && given.Length > 0 ? given : assembly;
        var (whole, first) = (Names.Namespace(name), Names.Namespace(name).Split('.')[0]);
        return globalTypes.Contains(first.TrimStart('@'))
            ? first.TrimStart('@') + "Kernels" + whole.Substring(first.Length)
            : whole;
    }

    public static void Output(SourceProductionContext context, GeneratedFile file)
        => context.AddSource(file.HintName, file.Text);

    public static void OutputAny(SourceProductionContext context, GeneratedFile? file)
    {
        if (file is not null) Output(context, file);
    }

    /// <summary>One expression in the form that its kernels are made from.</summary>
    public static Expr Stable(Expr e, ExprPool pool, CancellationToken cancellation)
        => Stabiliser.Run(Body.From(e), cancellation).Load(pool)[0];

    /// <summary>As kernels get them: in floats.</summary>
    static double[] Defaults(Definition definition)
        => [.. definition.Parameters.Select(parameter => (double)(float)parameter.Default)];

    static Body Lowered(ActivationModel activation, Body body, Lanes lanes, CancellationToken cancellation)
        => Lowering.Run(
            body, activation.Inputs.Count,
            lanes switch { Lanes.Float => Tier.Fast, Lanes.Double => Tier.High, _ => Tier.Wide }, cancellation,
            CarriedDefaults.Carried(activation.Definition, lanes != Lanes.Float)
                .ToDictionary(i => i, i => activation.Definition.Parameters[i].Default));

    /// <summary>A formula as its kernel computes it, to be tried.</summary>
    static Func<Body, Optimise.Trial> Trial(ActivationModel activation, Lanes lanes, CancellationToken cancellation)
        => formula =>
        {
            var (interpreter, lowered) =
                (LaneInterpreter.Of(lanes != Lanes.Float), Lowered(activation, formula, lanes, cancellation));
            return (inputs, parameters) => interpreter.Run(lowered, inputs, parameters, cancellation)[0];
        };

    static Body Stabilised(ActivationModel activation, Body body, CancellationToken cancellation)
        => activation.Definition.Stabilise ? Stabiliser.RunStructural(body, cancellation) : body;

    /// <summary>Nothing is differentiated any more.</summary>
    internal static Derived Finished(Derived derived, CancellationToken cancellation)
        => !derived.Activation.Definition.Stabilise ? derived : derived with
        {
            Formula = Stabiliser.Run(derived.Formula, cancellation),
            Curved = derived.Curved is null ? null : Stabiliser.Run(derived.Curved, cancellation),
        };
}
