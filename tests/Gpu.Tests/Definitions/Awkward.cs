using static Kernels.KernelMath;

#pragma warning disable KRN2003, KRN2004 // Awkward on purpose: i² overflows, and the branches do not meet.

namespace Kernels.Gpu.Tests.Definitions;

/// <summary>Nested, internal, with names that generated code would like for itself.</summary>
partial class Awkward
{
    [Activation]
    internal readonly partial struct @class
    {
        static double Forward(double i, double stream, double @float = -0.5)
            => i >= 0 && stream < 1 ? Sqrt(Abs(i)) + Floor(stream) : Log(1 + i * i) * @float - stream / 3;
    }
}
