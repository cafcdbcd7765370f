using System.Numerics.Tensors;

namespace Samples.Speech;

/// <summary>The patches of sequences [rows, frames, bands] for a convolution over time.</summary>
/// <param name="Frames">Frames of a sequence.</param>
/// <param name="Bands">Numbers of a frame.</param>
/// <param name="Width">Frames of a patch.</param>
/// <param name="Stride">Frames from a patch to the next.</param>
/// <param name="Channels">What the convolution makes of a patch.</param>
public readonly record struct Convolution(int Frames, int Bands, int Width, int Stride, int Channels)
{
    /// <summary>Patches of a sequence.</summary>
    public int Steps => (Frames - Width) / Stride + 1;

    /// <summary>Numbers of a patch.</summary>
    public int Patch => Width * Bands;

    /// <summary>Numbers that the convolution makes of a sequence.</summary>
    public int Output => Steps * Channels;

    /// <summary>Copies every patch.</summary>
    /// <param name="x">[rows, frames, bands].</param>
    /// <param name="patches">[rows, steps, patch].</param>
    public void Forward(ReadOnlySpan<float> x, Span<float> patches)
    {
        for (int row = 0, at = 0; row < x.Length; row += Frames * Bands)
            for (var step = 0; step < Steps; step++, at += Patch)
                x.Slice(row + step * Stride * Bands, Patch).CopyTo(patches[at..]);
    }

    /// <summary>A frame's gradient is the sum of those of its places in patches.</summary>
    public void Backward(ReadOnlySpan<float> dpatches, Span<float> dx)
    {
        dx.Clear();
        for (int row = 0, at = 0; row < dx.Length; row += Frames * Bands)
            for (var step = 0; step < Steps; step++, at += Patch)
            {
                var frames = dx.Slice(row + step * Stride * Bands, Patch);
                TensorPrimitives.Add(frames, dpatches.Slice(at, Patch), frames);
            }
    }
}
