// The piecewise activations whose kinks frameworks have conventions for; KinkTests is the table.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

[Activation(MaxUlp = 3, MaxGradientUlp = 3)]
public readonly partial struct Selu
{
    const double Lambda = 1.0507009873554804934;
    const double LambdaAlpha = 1.7580993408473768600;

    static double Forward(double x) => x > 0 ? Lambda * x : LambdaAlpha * ExpM1(x);
}

/// <summary>
/// In branches: as max(0, x) + min(0, …) both constants would take the tie, and the slope at 0 would be 0.
/// </summary>
[Activation(MaxUlp = 4, MaxGradientUlp = 3)]
public readonly partial struct Celu
{
    static double Forward(double x, double alpha = 2) => x > 0 ? x : alpha * ExpM1(x / alpha);
}

[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct HardTanh
{
    static double Forward(double x) => Max(-1, Min(1, x));
}

/// <summary>The extremes see x itself: x + 3 is rounded, and would reach 6 a float too early.</summary>
[Activation(MaxUlp = 2, MaxGradientUlp = 2)]
public readonly partial struct HardSigmoid
{
    static double Forward(double x) => (Min(Max(x, -3), 3) + 3) / 6;
}

[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct SoftShrink
{
    static double Forward(double x, double lambda = 0.5) => x > lambda ? x - lambda : x < -lambda ? x + lambda : 0;
}

[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct HardShrink
{
#pragma warning disable KRN2004 // It jumps by definition.
    static double Forward(double x, double lambda = 0.5) => x > lambda || x < -lambda ? x : 0;
#pragma warning restore KRN2004
}

[Activation(MaxUlp = 0.5, MaxGradientUlp = 0.5)]
public readonly partial struct Magnitude
{
    static double Forward(double x) => Abs(x);
}
