namespace Kernels.Activations;

/// <summary>
/// The hard swish: x·(x + 3)/6 between -3 and 3, then 0 and x. Howard et al. 2019.
/// The derivative is 0 at -3 and 1 at 3.
/// </summary>
[Activation(MaxUlp = 2, MaxGradientUlp = 3)]
public readonly partial struct Hardswish
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(double x) => x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6;
}
