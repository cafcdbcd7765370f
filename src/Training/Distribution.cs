namespace Kernels.Training;

/// <summary>How random weights of a given standard deviation are distributed. All have mean 0.</summary>
public enum Distribution
{
    /// <summary>The normal distribution. The largest of 10⁹ weights is near 6 standard deviations.</summary>
    Normal,

    /// <summary>The uniform distribution within √3 standard deviations.</summary>
    Uniform,

    /// <summary>
    /// A normal distribution cut at two of its standard deviations, which is then wider than asked by 1/0.8796, so that
    /// the weights have the standard deviation that was asked for.
    /// </summary>
    Truncated,
}
