namespace Kernels.Training;

/// <summary>How the size of a gradient is measured.</summary>
public enum Norm
{
    /// <summary>The square root of the sum of squares.</summary>
    L2,

    /// <summary>The sum of absolute values.</summary>
    L1,

    /// <summary>The largest absolute value.</summary>
    Infinity,
}
