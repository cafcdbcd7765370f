// Something a definition may not say, and where. Lives only while the analyzer runs: it holds a Location.
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Discover;

internal sealed record Problem(DiagnosticDescriptor Descriptor, Location? Location, params object[] Arguments);

/// <summary>An expression of the source, and what it was read as.</summary>
internal readonly record struct Reading(SyntaxNode Syntax, Expr Value);

/// <summary>Either a model, or the reasons why there is none.</summary>
/// <param name="Pool">Of the readings, which are in the order of evaluation.</param>
internal sealed record Discovery(
    ActivationModel? Model, IReadOnlyList<Problem> Problems, ExprPool Pool, IReadOnlyList<Reading> Readings)
{
    public Discovery(IReadOnlyList<Problem> problems) : this(null, problems, new(), []) { }
}
