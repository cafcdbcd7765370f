// Definitions with several results: what the catalogue's cells and steps do not have.
namespace Kernels.Tests.Definitions;

/// <summary>Two results of one input, and a trainable scalar in both.</summary>
[Kernel]
public readonly partial struct SineAndCosine
{
    public static (double sine, double cosine) Forward(double x, [Trainable] double frequency = 1.5)
        => (Math.Sin(frequency * x), Math.Cos(frequency * x));
}

/// <summary>A branch that returns, results that are the inputs themselves, and one that is stopped.</summary>
[Kernel]
public readonly partial struct SortedPair
{
    public static (double low, double high, double distance) Forward(double a, double b)
    {
        if (a <= b) return (a, b, KernelMath.Detach(b - a));
        return (b, a, KernelMath.Detach(a - b));
    }
}
