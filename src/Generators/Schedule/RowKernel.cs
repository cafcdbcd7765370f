// One member over rows as passes: in each, numbers of the row are computed from what earlier passes have reduced, then
// an element kernel goes over the row, and what it leaves is reduced.
using Kernels.Optimise;

namespace Kernels.Schedule;

/// <summary>Where a result of a member goes.</summary>
internal enum Target : byte
{
    /// <summary>An element for each row and column.</summary>
    Element,

    /// <summary>One value a row.</summary>
    PerRow,

    /// <summary>One value a column: terms summed over the rows.</summary>
    PerColumn,

    /// <summary>One value in all: terms summed over the rows.</summary>
    Total,
}

/// <param name="Shape">How an input varies.</param>
/// <param name="IsInteger">Whether it is a whole number, one a row.</param>
internal readonly record struct Source(string Name, Shape Shape, bool IsInteger = false);

/// <param name="IsTerm">Whether it is what one row adds to a sum over the rows.</param>
internal readonly record struct Result(string Name, Target Target, bool IsTerm = false);

/// <param name="Span">What is reduced: a source, a kept value or a term.</param>
/// <param name="Name">What the number is called.</param>
/// <param name="Times">What the span is multiplied by on the way, where that needs no pass of its own.</param>
/// <param name="OfFractions">Whether it is a sum of numbers from 0 to 1 that this pass makes,
/// of which floats lose nothing.</param>
internal readonly record struct Reduction(
    Op Op, string Span, string Name, string? Times = null, bool OfFractions = false);

/// <summary>A value that a later pass reads again.</summary>
/// <param name="Destination">The destination that holds it until then, or null for working memory of its own.</param>
internal readonly record struct Kept(string Name, string? Destination);

/// <summary>Numbers of the row, computed between passes.</summary>
/// <param name="Inputs">Names of the numbers that the body reads; parameters are those of the member.</param>
/// <param name="Names">What the outputs are called.</param>
internal sealed record Scalars(Body Body, EquatableArray<string> Inputs, EquatableArray<string> Names);

/// <param name="Before">What is computed before it.</param>
/// <param name="Elements">What it does with each element; null where sources are reduced as they are.</param>
/// <param name="Parameters">The numbers that the elements need: parameters of the member, and of the row.</param>
/// <param name="Terms">Results of the elements that are only reduced.</param>
/// <param name="Columns">Results of the elements whose sums over the rows are results of the member:
/// the term, and the result.</param>
internal sealed record Pass(
    Scalars Before, Kernel? Elements, EquatableArray<string> Parameters, EquatableArray<string> Terms,
    EquatableArray<Reduction> Reductions, EquatableArray<(string Term, string Result)> Columns);

/// <param name="Kept">Values that a later pass reads again.</param>
/// <param name="After">What is computed after the last pass: the results that are one value a row,
/// and the terms of totals.</param>
/// <param name="Index">What the numbers of the columns are called, where they are read.</param>
internal sealed record RowKernel(
    Member Member, bool Accumulate, EquatableArray<Source> Sources, EquatableArray<Result> Results,
    EquatableArray<Pass> Passes, EquatableArray<Kept> Kept, Scalars After, string? Index)
{
    public string Name => Member + (Accumulate ? "Accumulate" : "") + Form.Suffix();

    public RowForm Form { get; init; }

    /// <summary>Whether its lanes and what it keeps between passes are doubles.</summary>
    public bool IsDouble => Form is RowForm.Double or RowForm.Rare;

    /// <summary>The same for the rare rows whose statistics floats do not hold.</summary>
    public RowKernel? Rare { get; init; }

    /// <summary>
    /// What the number of a row is called that is 1 where floats hold its statistics,
    /// and else 0; null where they always do.
    /// </summary>
    public string? Within { get; init; }

    /// <summary>
    /// That number, where it is asked for after all passes: one that writes elements has it among its own.
    /// </summary>
    public Scalars? Range { get; init; }

    /// <summary>How often it goes over a row.</summary>
    public int Reads
        => Passes.Sum(pass => (pass.Elements is null ? 0 : 1) + pass.Reductions.Count(
            reduction => pass.Elements is null || !pass.Elements.Destinations.Contains(reduction.Span)));

    public IEnumerable<string> Spans(Target target)
        => Results.Where(result => result.Target == target).Select(result => result.Name);
}
