namespace Kernels.Training;

/// <summary>Where the first element that is not finite was found.</summary>
/// <param name="Span">Which call of <see cref="GradientNorm.Add(ReadOnlySpan{float})"/> had it, from 0.</param>
/// <param name="Index">Its index within that span.</param>
/// <param name="Value">NaN or an infinity.</param>
public readonly record struct NonFiniteElement(int Span, long Index, float Value);
