using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// The self-normalising ELU: scale·x for x > 0, scale·α(eˣ - 1) else. Klambauer et al. 2017. selu'(0) = scale·α. Only
/// ONNX lets the two, there alpha and gamma, be chosen.
/// </summary>
[Activation(MaxUlp = 2.1, MaxGradientUlp = 2)]
public readonly partial struct Selu
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(
        double x, double alpha = 1.6732632423543772848170429916717, double scale = 1.0507009873554804934193349852946)
        => scale * (x > 0 ? x : alpha * ExpM1(x));
}
