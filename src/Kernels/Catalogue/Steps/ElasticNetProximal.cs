using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>
/// The proximal step of l1·|w| + l2·½·w²: w moved towards 0 by l1, exactly 0 within [-l1, l1], then divided by 1 + l2.
/// Both are already multiplied by the learning rate. NaN stays NaN. Zou, Hastie 2005; Parikh, Boyd 2014, section 6.5.
/// </summary>
[Kernel]
public readonly partial struct ElasticNetProximal
{
    /// <summary>The function in double precision.</summary>
    public static double Step(double weight, double l1 = 0.01, double l2 = 0.01)
        => (weight - Clamp(weight, -l1, l1)) / (1 + l2);
}
