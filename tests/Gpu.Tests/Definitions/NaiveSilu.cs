using static Kernels.KernelMath;

namespace Kernels.Gpu.Tests.Definitions;

/// <summary>A definition of the user's own, written naively.</summary>
[Activation]
public readonly partial struct NaiveSilu
{
    public static double Forward(double x) => x / (1 + Exp(-x));
}
