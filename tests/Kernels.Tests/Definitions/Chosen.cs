// Definitions that ask for some of their members.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

/// <summary>Value and gradient, as most training needs.</summary>
[Activation(Members = Members.Backward)]
public readonly partial struct ValueAndGradient
{
    public static double Forward(double x, double slope = 1.5) => x * Sigmoid(slope * x);
}

/// <summary>The value alone, as inference needs.</summary>
[Activation(Members = Members.Forward)]
public readonly partial struct ValueAlone
{
    public static double Forward(double x, double gate) => x * Tanh(gate);
}

/// <summary>The same over rows.</summary>
[Activation(Members = Members.Forward)]
public readonly partial struct RowValueAlone
{
    public static Row Forward(Row x) => Exp(x) / Sum(Exp(x));
}
