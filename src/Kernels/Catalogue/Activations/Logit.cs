using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>
/// The inverse of the logistic function: log(x/(1 - x)), for x in [0, 1], without
/// PyTorch's clamping.
/// </summary>
[Activation(Accuracy = Accuracy.High)]
public readonly partial struct Logit
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => x < 0 || x > 1 ? double.NaN : Log(x) - Log1P(-x);
}
