using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// The self-normalising ELU: λx for x > 0, λα(eˣ - 1) else. Klambauer et al. 2017. selu'(0) = λα. Constants in full, as PyTorch
/// and JAX have them; ONNX rounds them to float.
/// </summary>
[Activation(MaxUlp = 2, MaxGradientUlp = 2)]
public readonly partial struct Selu
{
    const double Alpha = 1.6732632423543772848170429916717;
    const double Lambda = 1.0507009873554804934193349852946;

    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => x > 0 ? Lambda * x : Lambda * Alpha * ExpM1(x);
}
