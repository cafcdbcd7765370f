// Naive forms that have a name: where the stabiliser's own table rewrites an expression to Sigmoid, Softplus, Log1P,
// ExpM1 or NormalCdf, a person may as well write that. Kernels do not need it, for they are made from the stable form;
// the reader does, and so does whoever calls the definition itself.
using System.Collections.Immutable;
using Kernels.Generators.Discover;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kernels.Generators.Diagnostics;

internal sealed class NaiveForms(
    INamedTypeSymbol type, Discovery discovery, Compilation compilation, CancellationToken cancellation)
{
    /// <summary>The property of a diagnostic that holds the expression to write.</summary>
    public const string Replacement = "Replacement";

    /// <summary>What may be read before nothing is said.</summary>
    const int Most = 300;

    static readonly HashSet<Op> Names = [Op.Sigmoid, Op.Softplus, Op.Log1P, Op.ExpM1, Op.NormalCdf, Op.Tanh];

    readonly ExprPool pool = discovery.Pool;
    readonly Dictionary<Expr, Expr> stable = [];

    public IEnumerable<Diagnostic> Run()
    {
        if (discovery.Readings.Count > Most || discovery.Model is not { Definition.Stabilise: true } model) yield break;
        // Most formulas are stable as they are: where the whole gets no new function, no part does.
        var whole = model.Definition.Body.Load(pool)[0];
        if (!NewFunctions(whole).Any()) yield break;
        var done = new List<SyntaxNode>();
        // Operands come first, so the innermost expression that changes is found first, and then what it lies in.
        foreach (var (syntax, value) in discovery.Readings)
        {
            if (done.Any(other => other.Span.IntersectsWith(syntax.Span)) || Outermost(syntax, value) is not { } place)
                continue;
            done.Add(place.Syntax);
            yield return Diagnostic.Create(Descriptors.NaiveForm, place.Syntax.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add(Replacement, place.Text), place.Text);
        }
    }

    /// <summary>
    /// The expression with its name, or one around it that becomes shorter still:
    /// ½·(1 + erf(x/√2)) around 1 + erf(x/√2).
    /// </summary>
    (SyntaxNode Syntax, string Text)? Outermost(SyntaxNode syntax, Expr value)
    {
        if (Named(syntax, value) is not { } text) return null;
        var (best, size) = ((syntax, text), Size(Stable(value)));
        foreach (var (around, outer) in discovery.Readings)
            if (around != best.syntax && around.Span.Contains(best.syntax.Span) && Size(Stable(outer)) <= size
                && Named(around, outer) is { } shorter)
                (best, size) = ((around, shorter), Size(Stable(outer)));
        return best;
    }

    /// <summary>The stable form as C#, where it brings a name that was not there, and can be written.</summary>
    string? Named(SyntaxNode syntax, Expr value)
    {
        cancellation.ThrowIfCancellationRequested();
        if (value.Op.IsLeaf() || !IsOwn(syntax) || Method(syntax) is not { } method || Assigns(method)) return null;
        return NewFunctions(value).Any(Names.Contains)
            ? new Spelling(discovery.Readings, method, Body.Reached(value), Prefix(syntax)).Of(Stable(value), syntax)
            : null;
    }

    IEnumerable<Op> NewFunctions(Expr value) => Functions(Stable(value)).Except(Functions(value));

    static IEnumerable<Op> Functions(Expr value) => Body.Reached(value).Select(e => e.Op).Where(op => op >= Op.Exp);

    Expr Stable(Expr value)
        => stable.TryGetValue(value, out var known) ? known
            : stable[value] = Pipeline.Stable(value, pool, cancellation);

    static int Size(Expr e) => Body.Reached(e).Count;

    static SyntaxNode? Method(SyntaxNode syntax) => syntax.FirstAncestorOrSelf<MethodDeclarationSyntax>();

    /// <summary>Where names change their values, text says nothing of them.</summary>
    static bool Assigns(SyntaxNode method) => method.DescendantNodes().Any(node => node is AssignmentExpressionSyntax);

    /// <summary>What a definition inlines of another type is that type's affair.</summary>
    bool IsOwn(SyntaxNode syntax)
        => type.DeclaringSyntaxReferences.Any(
            reference => reference.SyntaxTree == syntax.SyntaxTree && reference.Span.Contains(syntax.Span));

    /// <summary>How the words of the vocabulary are called there.</summary>
    string Prefix(SyntaxNode syntax)
    {
#pragma warning disable RS1030 // The halves of a partial type lie in several trees.
        var semantics = compilation.GetSemanticModel(syntax.SyntaxTree);
#pragma warning restore RS1030
        bool Sees(string name)
            => semantics.LookupSymbols(syntax.SpanStart, name: name)
                .FirstOrDefault()?.ToDisplayString().StartsWith("Kernels.KernelMath", StringComparison.Ordinal) == true;
        return Sees("Softplus") ? "" : Sees("KernelMath") ? "KernelMath." : "global::Kernels.KernelMath.";
    }
}
