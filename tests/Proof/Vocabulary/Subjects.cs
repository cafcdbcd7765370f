// What is proven at every float: the activations of the library, and the vocabulary with each function as a definition
// of its own. Steps and recurrent cells are not swept: a step has no function but the root, which IEEE 754 rounds, and
// the functions of a cell are swept as activations. Both are judged by samples.
namespace Kernels.Proof;

public static class Subjects
{
    /// <summary>Each function of the vocabulary, and the formulas of the catalogue, in the tiers.</summary>
    public static IReadOnlyList<ActivationInfo> Vocabulary => ActivationCatalog.All;

    /// <summary>The catalogue without steps and recurrent cells.</summary>
    public static IReadOnlyList<ActivationInfo> Activations { get; } =
        [.. Of("Kernels.Activations.")];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ActivationInfo> All { get; } = [.. Activations, .. Vocabulary];

    /// <summary>The definitions of the catalogue whose names begin so.</summary>
    public static IEnumerable<ActivationInfo> Of(string prefix) => Kernels.Activations.ActivationCatalog.All
        .Where(definition => definition.FullName.StartsWith(prefix, StringComparison.Ordinal));
}
