// One generated member as a computation: which spans it reads, which it writes, and the body between them.
namespace Kernels.Optimise;

internal enum Member : byte
{
    Forward, Backward, ForwardWithDerivative, BackwardFromOutput, BackwardTerms, Tangent, BackwardBackward,
    ForwardWithGradient, Step
}

internal static class Chosen
{
    /// <summary>Whether a definition wants the member: a bit of Kernels.Members; the value is there always.</summary>
    public static bool Has(this Definition definition, Member member) => member switch
    {
        Member.Backward or Member.BackwardTerms => (definition.Members & 1) != 0,
        Member.BackwardFromOutput => (definition.Members & 2) != 0,
        Member.ForwardWithDerivative => (definition.Members & 4) != 0,
        Member.Tangent => (definition.Members & 8) != 0,
        Member.BackwardBackward => (definition.Members & 16) != 0,
        Member.ForwardWithGradient => (definition.Members & 32) != 0,
        _ => true,
    };
}

/// <param name="Sources">Names of the spans read, in order: inputs, then y or dy, then directions.</param>
/// <param name="Destinations">Names of the spans written, in order.</param>
/// <param name="Accumulate">Whether the destinations are read and added to;
/// they are then the inputs after the sources.</param>
/// <param name="Body">Inputs are sources, then accumulated destinations; one output for each destination,
/// then one for each sum.</param>
/// <param name="Sums">Names of the gradients that are sums over all elements: the body has their terms.</param>
internal sealed record Kernel(Member Member, EquatableArray<string> Sources, EquatableArray<string> Destinations,
    bool Accumulate, Body Body, EquatableArray<string> Sums = default)
{
    public string Name
        => (Accumulate ? Member + "Accumulate" : Member.ToString()) + Form.Suffix() + (Pass > 0 ? $"Pass{Pass}" : "");

    /// <summary>Which pass over a row it is, from 1 on; 0 where there are no rows.</summary>
    public int Pass { get; init; }

    /// <summary>The form of the member over rows that it is a pass of.</summary>
    public RowForm Form { get; init; }

    /// <summary>
    /// The spans that hold doubles: what double lanes leave to later passes, with room for a whole vector behind it.
    /// </summary>
    public EquatableArray<string> DoubleSpans { get; init; }

    /// <summary>The parameters that are seeds.</summary>
    public EquatableArray<string> Seeds { get; init; }

    /// <summary>The position of the first element, which seeds have beside them; null where there are none.</summary>
    public string? Offset { get; init; }

    /// <summary>The parameters, then the position of the first element where it is needed.</summary>
    public IEnumerable<string> Given(IEnumerable<string> parameters)
        => Offset is null ? parameters : parameters.Append(Offset);

    /// <summary>All that one element yields: the destinations, then the terms of the sums.</summary>
    public IEnumerable<string> Results => Destinations.Concat(Sums);

    /// <summary>Whether there is a kernel of its terms: for Backward alone, the others have the same.</summary>
    bool HasTerms => Sums.Count > 0 && Member == Member.Backward && !Accumulate;

    /// <summary>The kernel and, where there is one, the kernel of its terms.</summary>
    public IEnumerable<Kernel> WithTerms => HasTerms ? [this, Terms] : [this];

    /// <summary>The same work with the terms as destinations.</summary>
    Kernel Terms => this with { Member = Member.BackwardTerms, Destinations = Results.ToEquatable(), Sums = default };

    /// <summary>Whether the two differ in their names only.</summary>
    public bool IsSameLoop(Kernel other)
        => (Sources.Count, Destinations.Count, Sums.Count, Accumulate) == (other.Sources.Count,
            other.Destinations.Count, other.Sums.Count, other.Accumulate) && Body.Equals(other.Body);

    /// <summary>The spans in the order of the body's inputs.</summary>
    public IEnumerable<string> Inputs => Accumulate ? Sources.Concat(Destinations) : Sources;
}
