using static Kernels.KernelMath;

namespace Kernels.Recurrent;

/// <summary>
/// A long short-term memory whose gates see the cell through peepholes, one weight each: pi and pf see the old cell, po
/// the new one. Gers and Schmidhuber 2000. The weights are inputs like the others, one for each element.
/// </summary>
[Kernel]
public readonly partial struct PeepholeLstmCell
{
    /// <summary>The new state and cell in double precision.</summary>
    public static (double h, double c) Forward(
        double i, double f, double g, double o, double c, double pi, double pf, double po)
    {
        var cell = Sigmoid(f + pf * c) * c + Sigmoid(i + pi * c) * Tanh(g);
        return (Sigmoid(o + po * cell) * Tanh(cell), cell);
    }
}
