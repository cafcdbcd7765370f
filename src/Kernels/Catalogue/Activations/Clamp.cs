using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// x between two bounds, the upper one where they cross: torch.clamp, ONNX's Clip. The derivative is 1 on the closed
/// interval; Hardtanh has the open one.
/// </summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct Clamp
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double min = -1, double max = 1) => Clamp(x, min, max);
}
