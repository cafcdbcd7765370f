namespace Kernels.Activations;

/// <summary>The squared rectified gate: x·max(gate, 0)². So et al. 2021.</summary>
[Activation(Accuracy = Accuracy.High)]
public readonly partial struct SReGlu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double gate) => gate > 0 ? x * gate * gate : 0;
}
