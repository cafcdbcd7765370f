using Kernels.Activations;
using Kernels.Steps;

namespace Kernels.Training;

/// <summary>Clipping of gradients, in place.</summary>
/// <remarks>
/// Bad thresholds throw before anything is written. A gradient that is not clipped keeps its bits. Memories of one call
/// must not overlap.
/// </remarks>
public static partial class Clip
{
    /// <summary>Each element within [-limit, limit]. NaN stays NaN.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative or NaN.</exception>
    public static void ByValue(Span<float> gradient, float limit)
    {
        Thresholds.Check(limit, nameof(limit));
        Clamp.Forward(gradient, gradient, -limit, limit);
    }

    /// <summary>Makes the norm of one tensor at most <paramref name="maxNorm"/>.</summary>
    /// <inheritdoc cref="GradientNorm.Clip"/>
    /// <param name="gradient">The tensor.</param>
    /// <param name="maxNorm">At least 0.</param>
    /// <param name="nonFinite">What happens where an element is NaN or infinite.</param>
    /// <param name="norm">Which norm.</param>
    /// <returns>What it was multiplied by, and its norm before.</returns>
    public static ClipCoefficient ByNorm(
        Span<float> gradient, double maxNorm, NonFinite nonFinite = NonFinite.Throw, Norm norm = Norm.L2)
    {
        var clip = Measure(gradient, 0, maxNorm, nonFinite, norm);
        Scale(gradient, clip);
        return clip;
    }

    /// <summary>Makes the norm of all tensors together at most <paramref name="maxNorm"/>.</summary>
    /// <inheritdoc cref="GradientNorm.Clip"/>
    /// <param name="gradients">The tensors; none have the norm 0.</param>
    /// <param name="maxNorm">At least 0.</param>
    /// <param name="nonFinite">What happens where an element is NaN or infinite.</param>
    /// <param name="norm">Which norm.</param>
    /// <returns>What they were multiplied by, and their norm before.</returns>
    public static ClipCoefficient ByNorm(
        ReadOnlySpan<Memory<float>> gradients, double maxNorm, NonFinite nonFinite = NonFinite.Throw,
        Norm norm = Norm.L2)
    {
        var total = new GradientNorm(norm);
        foreach (var gradient in gradients) total.Add(gradient.Span);
        var clip = total.Clip(maxNorm, nonFinite);
        foreach (var gradient in gradients) Scale(gradient.Span, clip);
        return clip;
    }

    /// <summary>Makes the norm of each tensor at most <paramref name="maxNorm"/>, whatever the others have.</summary>
    /// <inheritdoc cref="GradientNorm.Clip"/>
    /// <param name="gradients">The tensors.</param>
    /// <param name="clips">Receives what each was multiplied by, and its norm before.</param>
    /// <param name="maxNorm">At least 0.</param>
    /// <param name="nonFinite">What happens to a tensor that has NaN or an infinity.</param>
    /// <param name="norm">Which norm.</param>
    /// <exception cref="ArgumentException">There are fewer coefficients than tensors.</exception>
    public static void EachByNorm(
        ReadOnlySpan<Memory<float>> gradients, Span<ClipCoefficient> clips, double maxNorm,
        NonFinite nonFinite = NonFinite.Throw, Norm norm = Norm.L2)
    {
        if (clips.Length < gradients.Length) throw new ArgumentException(
            $"'{nameof(clips)}' has room for {clips.Length} coefficients; there are {gradients.Length} gradients.",
            nameof(clips));
        Thresholds.Check(maxNorm, nameof(maxNorm));
        for (var i = 0; i < gradients.Length; i++) clips[i] = Measure(gradients[i].Span, i, maxNorm, nonFinite, norm);
        for (var i = 0; i < gradients.Length; i++) Scale(gradients[i].Span, clips[i]);
    }

    /// <summary>
    /// Multiplies a gradient by a coefficient. With 1 its bits stay as they are, with 0 it is 0 whatever it was.
    /// </summary>
    public static void Scale(Span<float> gradient, ClipCoefficient clip)
    {
        if (clip.ZeroesNonFinite) FiniteGradientScale.Step(gradient, gradient, clip.Coefficient);
        else if (clip.Coefficient == 0) gradient.Clear();
        else if (clip.Coefficient != 1) GradientScale.Step(gradient, gradient, clip.Coefficient);
    }

    // The number of the span is for whoever reads the exception.
    static ClipCoefficient Measure(
        ReadOnlySpan<float> gradient, int span, double maxNorm, NonFinite nonFinite, Norm norm)
    {
        var measured = new GradientNorm(norm) { Spans = span };
        measured.Add(gradient);
        return measured.Clip(maxNorm, nonFinite);
    }
}
