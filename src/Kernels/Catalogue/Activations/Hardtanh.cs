using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// The hard tangent: x between its bounds. Collobert 2004. The derivative is 1 on the open interval;
/// Clamp has the closed one.
/// </summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct Hardtanh
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double minVal = -1, double maxVal = 1) => Min(Max(x, minVal), maxVal);
}
