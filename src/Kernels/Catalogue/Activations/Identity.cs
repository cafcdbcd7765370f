namespace Kernels.Activations;

/// <summary>The identity: x. Also called linear.</summary>
[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct Identity
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => x;
}
