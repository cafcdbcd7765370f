// What is proven: the catalogue of the library, and the vocabulary with each function as a definition of its own.
namespace Kernels.Proof;

public static class Subjects
{
    /// <summary>Each function of the vocabulary, and the formulas of the catalogue, in the tiers.</summary>
    public static IReadOnlyList<ActivationInfo> Vocabulary => ActivationCatalog.All;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ActivationInfo> All { get; } = [.. Activations.ActivationCatalog.All, .. Vocabulary];
}
