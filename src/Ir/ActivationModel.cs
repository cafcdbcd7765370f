// What the pipeline carries of a definition: strings, numbers and the formula, all equatable, nothing of Roslyn.
using Kernels.Support;

namespace Kernels.Ir;

/// <param name="Namespace">Escaped, or empty for the global namespace.</param>
/// <param name="Containers">The types around it from the outside in, as "partial class Outer".</param>
/// <param name="Name">Escaped.</param>
/// <param name="TypeName">Fully qualified with global::, escaped.</param>
/// <param name="HintName">Unique among all definitions of a compilation, also on file systems that ignore case.</param>
/// <param name="Inputs">Escaped names of the element-wise inputs; likewise <paramref name="Parameters"/>.</param>
/// <param name="Definition">Names as written, bounds, and the formula.</param>
internal sealed record ActivationModel(
    string Namespace,
    EquatableArray<string> Containers,
    string Name,
    string TypeName,
    string HintName,
    EquatableArray<string> Inputs,
    EquatableArray<string> Parameters,
    Definition Definition)
{
    /// <summary>Escaped names of the results, where there are several.</summary>
    public EquatableArray<string> Results { get; init; }

    /// <summary>The model of one result.</summary>
    public ActivationModel Component(int result)
        => this with { Definition = Definition.Component(result), Results = default };
}
