using static Kernels.KernelMath;

namespace Kernels.Recurrent;

/// <summary>
/// A recurrent cell after its matrix products: tanh of what the input and the state bring. Elman 1990. A cell with relu
/// is <see cref="Activations.AddRelu"/>.
/// </summary>
[Kernel]
public readonly partial struct RnnCell
{
    /// <summary>The new state in double precision.</summary>
    public static double Forward(double fromInput, double fromState) => Tanh(fromInput + fromState);
}
