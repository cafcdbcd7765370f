namespace Kernels.Training;

/// <summary>
/// What to multiply a gradient by, and what was found when it was measured. <see cref="Training.Clip.Scale"/> applies
/// it; a step that has a hyperparameter for it applies <see cref="Coefficient"/> in its own pass over memory.
/// </summary>
public readonly record struct ClipCoefficient
{
    /// <summary>Changes nothing.</summary>
    public static ClipCoefficient None => new() { Coefficient = 1 };

    /// <summary>
    /// From 0 to 1: exactly 1 where nothing is clipped, 0 for a step to skip, NaN where NaN propagates. Threshold/norm
    /// is rounded to a float, so the scaled norm may exceed the threshold by 6·10⁻⁸ of it; below 10⁻⁴⁵ it is 0.
    /// </summary>
    public required float Coefficient { get; init; }

    /// <summary>The norm before clipping; with <see cref="NonFinite.Zero"/> that of the finite elements.</summary>
    public double Norm { get; init; }

    /// <summary>How many elements are NaN or infinite.</summary>
    public long NonFiniteCount { get; init; }

    /// <summary>How many elements are 0.</summary>
    public long ZeroCount { get; init; }

    /// <summary>Whether the step is to be skipped, because the gradient is not finite.</summary>
    public bool Skip { get; init; }

    /// <summary>
    /// Whether there are elements that are to become 0 because they are not finite. No coefficient does that: a step
    /// that takes <see cref="Coefficient"/> alone needs <see cref="Training.Clip.Scale"/> first.
    /// </summary>
    public bool ZeroesNonFinite { get; init; }

    /// <summary>Whether the gradient is made smaller.</summary>
    public bool IsClipped => Coefficient < 1 && !Skip;
}
