using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// The leaky rectifier: x for x > 0, slope·x else. Maas, Hannun, Ng 2013. The derivative at 0 is the slope.
/// </summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct LeakyRelu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x, double slope = 0.01) => x > 0 ? x : slope * x;
}
