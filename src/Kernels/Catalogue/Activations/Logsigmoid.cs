using static Kernels.KernelMath;

namespace Kernels.Activations;

/// <summary>The logarithm of the logistic function: log σ(x) = -softplus(-x).</summary>
[Activation(MaxUlp = 1.6, MaxGradientUlp = 5)]
public readonly partial struct Logsigmoid
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => LogSigmoid(x);
}
