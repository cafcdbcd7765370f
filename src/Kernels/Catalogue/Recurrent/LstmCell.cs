using static Kernels.KernelMath;

namespace Kernels.Recurrent;

/// <summary>
/// A long short-term memory after its matrix products: what the gates i, f and o and the candidate g make of a cell.
/// Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000.
/// </summary>
[Kernel]
public readonly partial struct LstmCell
{
    /// <summary>The new state and cell in double precision.</summary>
    public static (double h, double c) Forward(double i, double f, double g, double o, double c)
    {
        var cell = Sigmoid(f) * c + Sigmoid(i) * Tanh(g);
        return (Sigmoid(o) * Tanh(cell), cell);
    }
}
