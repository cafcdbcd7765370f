// Definitions in odd places and of more than one input: nesting, keywords as names, generated names taken.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions
{
    [Activation(MaxUlp = 1, MaxGradientUlp = 1)]
    public readonly partial struct Larger
    {
        static double Forward(double x, double y) => Max(x, y);
    }

    [Activation(MaxUlp = 5, MaxGradientUlp = 8)]
    public readonly partial struct GeGlu
    {
        static double Forward(double x, double gate) => x * Kernels.Activations.Gelu.Forward(gate);
    }

    public static partial class Outer
    {
        internal partial record Inner
        {
            [Activation(MaxUlp = 1, MaxGradientUlp = 3)]
            internal readonly partial struct Nested
            {
                static double Forward(double dy, double i = 2) => dy * i;
            }
        }
    }

    [Activation(MaxUlp = 2.2, MaxGradientUlp = 5)]
    public readonly partial struct @class
    {
        static double Forward(double @double) => Sigmoid(@double);
    }
}

namespace Kernels.Tests.Definitions.@namespace
{
    [Activation(MaxUlp = 2.2, MaxGradientUlp = 5)]
    public readonly partial struct @class
    {
        static double Forward(double @in, double @ref = 0.5) => @ref * Sigmoid(@in);
    }
}
