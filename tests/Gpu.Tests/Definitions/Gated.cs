using static Kernels.KernelMath;

namespace Kernels.Gpu.Tests.Definitions;

/// <summary>
/// Two inputs, two hyperparameters, an extreme of two variables: what ILGPU gets wrong for NaN in most spellings.
/// </summary>
[Activation]
public readonly partial struct Gated
{
    static double Forward(double x, double gate, double beta = 1.5, double ceiling = 6)
        => Min(Max(x, gate), ceiling) * Sigmoid(beta * gate);
}
