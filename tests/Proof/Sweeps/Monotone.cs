// Which kernels promise to keep the order of their arguments, float for float: exp, tanh, sigmoid, softplus and the
// family of relu. Sweeps ask it of all floats, and the property tests of runs of neighbours.
namespace Kernels.Proof;

public static class Monotone
{
    const string Catalogue = "Kernels.Activations.", Proof = "Kernels.Proof.";

    /// <summary>Definitions by their full names.</summary>
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>
    {
        Catalogue + "Tanh", Catalogue + "Sigmoid", Catalogue + "Softplus", Catalogue + "Relu",
        Catalogue + "LeakyRelu", Catalogue + "Elu",
        Proof + "FastExp", Proof + "HighExp",
    };

    /// <summary>The sweeps of a definition under this promise.</summary>
    public static IEnumerable<Sweep> Sweeps(ActivationInfo activation)
        => Sweep.All(activation, Names.Contains(activation.FullName));
}
