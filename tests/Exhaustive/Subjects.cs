// What is proven: the catalogue of the library, and the vocabulary with each function as a definition of its own.
namespace Kernels.Exhaustive;

internal static class Subjects
{
    public static IReadOnlyList<ActivationInfo> All { get; } = [.. Activations.ActivationCatalog.All, .. Harness.ActivationCatalog.All];
}
