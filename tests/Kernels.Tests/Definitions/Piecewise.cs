// Definitions in pieces: switch expressions, locals with if and return, extremes.
// Their kinks are checked by convention.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

[Activation(MaxUlp = 2, MaxGradientUlp = 3)]
public readonly partial struct SwitchedSwish
{
    static double Forward(double x) => x switch
    {
        <= -3 => 0,
        >= 3 => x,
        _ => x * (x + 3) / 6,
    };
}

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct Threshold
{
#pragma warning disable KRN2004 // It jumps by definition.
    static double Forward(double x, double threshold = 0.5, double value = -1)
    {
        if (x > threshold) return x;
        var low = value;
        return low;
    }
#pragma warning restore KRN2004
}

[Activation(MaxUlp = 2, MaxGradientUlp = 3)]
public readonly partial struct SoftSign
{
    static double Forward(double x)
    {
        var size = Abs(x);
        var denominator = 1 + size;
        return x / denominator;
    }
}

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct Relu6
{
    static double Forward(double x) => Min(Max(x, 0), 6);
}

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct HardClamp
{
    static double Forward(double x) => Clamp(x, -1, 1);
}
