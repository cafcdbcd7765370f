using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>log(1 - e⁻ˣ) for x ≥ 0, in the two branches of Mächler 2012.</summary>
[Activation(MaxUlp = 2, MaxGradientUlp = 3)]
public readonly partial struct Log1MExp
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x)
        => x < 0 ? double.NaN : x < 0.6931471805599453 ? Log(-ExpM1(-x)) : Log1P(-Exp(-x));
}
