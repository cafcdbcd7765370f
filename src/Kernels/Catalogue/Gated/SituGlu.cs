namespace Kernels.Activations;

/// <summary>The sigmoid-tanh gate: β₂·tanh(x/β₂)·situ(gate). Transformer Engine 2026.</summary>
[Activation(Accuracy = Accuracy.High, MaxGradientUlp = 6)]
public readonly partial struct SituGlu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double gate, double gateBeta = 4, double beta = 25)
        => Softcap.Forward(x, beta) * Situ.Forward(gate, gateBeta);
}
