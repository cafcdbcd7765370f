// A verdict as diagnostics: each finding at the place that a person would change, in words that say the worst input.
using System.Collections.Immutable;
using Kernels.Generators.Discover;
using Kernels.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kernels.Generators.Diagnostics;

internal sealed class Verdicts(
    INamedTypeSymbol type, ActivationModel model, Compilation compilation, CancellationToken cancellation)
{
    /// <summary>Properties of a diagnostic that a code fix reads: which bound to write, and its value.</summary>
    public const string Bound = "Bound", Value = "Value";

    readonly Definition definition = model.Definition;
    readonly AttributeData attribute = DefinitionReader.AttributeOf(type)!;
    readonly IMethodSymbol forward = DefinitionReader.ForwardOf(type);

    public IEnumerable<Diagnostic> Run()
    {
        var promises = new Promises(Promise("MaxUlp") is not null, Promise("MaxGradientUlp") is not null);
        if (definition.IsOverRows)
            return AccuracyChecker.Run(definition, promises,
                () => RowPlan.Subject(model, promises, cancellation), cancellation)
                .Select(finding => Report(finding, ""));
        var results = Enumerable.Range(0, definition.ResultCount)
            .Select(result => (Of: definition.Results.Count > 0 ? " of " + definition.Results[result] : "",
                Findings: Findings(model.Component(result)))).ToArray();
        // What one result does not depend on may move another.
        bool IsOfAll(Finding finding) => finding.Disease != Disease.NoEffect
            || results.All(result
                => result.Findings.Any(other => (other.Disease, other.Output) == (finding.Disease, finding.Output)));
        return results.SelectMany((result, at) => result.Findings.Where(IsOfAll)
            .Where(finding => finding.Disease != Disease.NoEffect || at == 0)
            .Where(finding => finding.Disease != Disease.ExtremeDepth || results.Length == 1)
            .Select(finding => Report(finding, result.Of)));

        EquatableArray<Finding> Findings(ActivationModel one)
            => AccuracyChecker.Run(one.Definition, promises,
                () => Pipeline.Subject(one, promises, cancellation), cancellation);
    }

    /// <param name="of">Which result, of several.</param>
    Diagnostic Report(Finding finding, string of) => finding.Disease switch
    {
        Disease.BoundBroken when finding.Output == 0
            => Broken(finding, of, Descriptors.ValueBroken, "MaxUlp", definition.MaxUlp),
        Disease.BoundBroken
            => Broken(finding, of, Descriptors.GradientBroken, "MaxGradientUlp", definition.MaxGradientUlp),
        Disease.NotANumber
            => At(Descriptors.NotANumber, forward.Locations[0], type.Name, Name(finding, of), Place(finding),
                Floats.Text(finding.Actual), Floats.Text(finding.Truth), OrHighAccuracy),
        Disease.NotDifferentiable
            => At(Descriptors.NotDifferentiable, forward.Locations[0], type.Name, Place(finding), finding.Reason),
        Disease.NoEffect
            => At(Descriptors.NoEffect, Parameter(finding.Output).Locations[0], Parameter(finding.Output).Name),
        Disease.ExtremeDepth => Depth(finding.Actual, finding.Truth),
        _ => At(Descriptors.ConstantOutOfRange, Constant(finding.Truth) ?? forward.Locations[0],
            Floats.Text(finding.Truth), Floats.Text(finding.Actual)),
    };

    /// <param name="factor">What the mean square of a gradient is multiplied by in a layer.</param>
    /// <param name="gain">With which the values keep theirs.</param>
    Diagnostic Depth(double factor, double gain)
    {
        static string Digits(double value, int count)
            => value.ToString("G" + count, System.Globalization.CultureInfo.InvariantCulture);
        var gradientGain = gain / Math.Sqrt(factor);
        return At(Descriptors.ExtremeDepth, forward.Locations[0], type.Name, Digits(gain, 4),
            Digits(Math.Pow(factor, 10), 2), Digits(Math.Sqrt(gain * gradientGain), 4), Digits(gradientGain, 4));
    }

    static Diagnostic At(DiagnosticDescriptor descriptor, Location place, params object[] arguments)
        => Diagnostic.Create(descriptor, place, arguments);

    Diagnostic Broken(Finding finding, string of, DiagnosticDescriptor descriptor, string bound, double promised)
    {
        var place = (Promise(bound) ?? attribute.ApplicationSyntaxReference?.GetSyntax(cancellation))?.GetLocation()
            ?? type.Locations[0];
        // What is promised instead has some room: a few thousand floats are not all.
        var properties = ImmutableDictionary<string, string?>.Empty.Add(Bound, bound)
            .Add(Value, Floats.Text(Math.Ceiling(1.25 * finding.Error + 0.5)));
        var error = Math.Round(finding.Error, 2).ToString("G6", System.Globalization.CultureInfo.InvariantCulture);
        return Diagnostic.Create(
            descriptor, place, properties, type.Name, Floats.Text(promised), Name(finding, of), Place(finding),
            Floats.Text(finding.Actual), Floats.Text(finding.Truth), error, OrHighAccuracy);
    }

    /// <summary>The remedy that is left to a definition in float lanes.</summary>
    string OrHighAccuracy => definition.High ? "" : ", or ask for Accuracy.High";

    string Name(Finding finding, string of)
        => finding.Output == 0 ? "value" + of
            : Variables is { Length: > 1 } by ? $"derivative{of} by {by[finding.Output - 1]}"
            : "derivative" + of;

    string[] Variables => [.. definition.Inputs, .. definition.Trainables.Select(i => definition.Parameters[i].Name)];

    string Place(Finding finding)
        => definition.IsOverRows ? finding.Reason
            : string.Join(", ", finding.At.Select((x, i) => $"{definition.Inputs[i]} = {Floats.Spell(x)}"));

    /// <summary>Inputs first, as findings count them.</summary>
    IParameterSymbol Parameter(int place)
        => forward.Parameters.Where(p => !p.HasExplicitDefaultValue)
            .Concat(forward.Parameters.Where(p => p.HasExplicitDefaultValue)).ElementAt(place);

    /// <summary>The argument of the attribute that promises, or null.</summary>
    AttributeArgumentSyntax? Promise(string name)
        => (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation)
            as AttributeSyntax)?.ArgumentList?.Arguments.FirstOrDefault(
                argument => argument.NameEquals?.Name.Identifier.ValueText == name);

    /// <summary>Where the constant stands, written or computed.</summary>
    Location? Constant(double value)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellation);
            if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree)) continue;
#pragma warning disable RS1030 // The halves of a partial type lie in several trees.
            var semantics = compilation.GetSemanticModel(syntax.SyntaxTree);
#pragma warning restore RS1030
            foreach (var expression in syntax.DescendantNodes().OfType<ExpressionSyntax>())
                if (semantics.GetConstantValue(expression, cancellation)
                    is { HasValue: true, Value: double or float or int or long or uint or ulong } constant
                    && Math.Abs(Convert.ToDouble(constant.Value)) == Math.Abs(value))
                    return expression.GetLocation();
        }
        return null;
    }
}
