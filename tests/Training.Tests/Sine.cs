namespace Kernels.Training.Tests;

/// <summary>A user's own activation, which no table of gains has.</summary>
[Activation]
public readonly partial struct Sine
{
    /// <summary>The function.</summary>
    public static double Forward(double x) => Math.Sin(x);
}

/// <summary>Kinks where no break of the quadrature is, and a jump.</summary>
[Activation]
public readonly partial struct Staircase
{
    /// <summary>The function.</summary>
#pragma warning disable KRN2004 // It jumps by definition.
    public static double Forward(double x, double first = 0.3137, double second = 1.7713)
        => x < first ? 0 : x < second ? x : 2;
#pragma warning restore KRN2004
}
