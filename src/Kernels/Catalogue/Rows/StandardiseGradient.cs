using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// Gradient standardisation: each row with mean 0 and divided by its standard deviation. Unlike Standardise it has ε
/// behind the root: gradients are often so small that ε in the variance would be most of it.
/// </summary>
[Kernel(Members = Members.Forward)]
public readonly partial struct StandardiseGradient
{
    /// <summary>The function in double precision.</summary>
    public static Row Forward(Row x, double epsilon = 1e-8)
    {
        var deviation = x - Mean(x);
        return deviation / (Sqrt(Mean(Square(deviation))) + epsilon);
    }
}
