// One generated member as a computation: which spans it reads, which it writes, and the body between them.
namespace Kernels.Optimise;

internal enum Member : byte { Forward, Backward, ForwardWithDerivative, BackwardFromOutput, Tangent, BackwardBackward }

/// <param name="Sources">Names of the spans read, in order: inputs, then y or dy, then what arrives at the gradients.</param>
/// <param name="Destinations">Names of the spans written, in order.</param>
/// <param name="Accumulate">Whether the destinations are read and added to; they are then the inputs after the sources.</param>
/// <param name="Body">Inputs are sources, then accumulated destinations; one output for each destination.</param>
internal sealed record Kernel(Member Member, EquatableArray<string> Sources, EquatableArray<string> Destinations, bool Accumulate, Body Body)
{
    public string Name => Accumulate ? Member + "Accumulate" : Member.ToString();

    /// <summary>Whether the two differ in their names only.</summary>
    public bool IsSameLoop(Kernel other)
        => (Sources.Count, Destinations.Count, Accumulate) == (other.Sources.Count, other.Destinations.Count, other.Accumulate) && Body.Equals(other.Body);

    /// <summary>The spans in the order of the body's inputs.</summary>
    public IEnumerable<string> Inputs => Accumulate ? Sources.Concat(Destinations) : Sources;
}
