using static Kernels.KernelMath;

#pragma warning disable KRN2002, KRN2004 // Branches that do not meet: what counts here is the same bits everywhere.

namespace Kernels.Gpu.Tests.Definitions;

/// <summary>Operands with the names that generated kernels use for themselves.</summary>
[Activation]
readonly partial struct Captured
{
    static double Forward(double Step, double Lane, double _Step = 2, double accumulate = 0.25)
        => Tanh(Step * _Step) + accumulate * Erf(Lane);
}

/// <summary>One gradient does not read its input; the other is zero almost everywhere.</summary>
[Activation]
readonly partial struct Straight
{
    static double Forward(double x, double yOut) => 3 * x + Floor(yOut);
}

static partial class Left
{
    [Activation]
    internal readonly partial struct Twin
    {
        static double Forward(double x) => x < -1 ? ExpM1(x) : x is > 2 and < 3 ? Square(x) : Log1P(Abs(x));
    }
}

static partial class Right
{
    [Activation]
    internal readonly partial struct Twin
    {
        static double Forward(double x)
            => Softplus(x) switch { < 0.1 => 0, > 5 => Clamp(x, 0, 10), var y => y * LogSigmoid(x) };
    }
}
