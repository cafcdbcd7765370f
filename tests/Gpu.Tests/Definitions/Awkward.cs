using static Kernels.KernelMath;

namespace Kernels.Gpu.Tests.Definitions;

/// <summary>Nested, internal, with names that generated code would like for itself.</summary>
partial class Awkward
{
    [Activation]
    internal readonly partial struct @class
    {
        static double Forward(double i, double stream, double @float = -0.5) => i >= 0 && stream < 1 ? Sqrt(Abs(i)) + Floor(stream) : Log(1 + i * i) * @float - stream / 3;
    }
}
