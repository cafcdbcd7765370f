namespace Samples.Layers;

/// <summary>
/// The square patches of images as rows of a matrix, so that a convolution is a product (im2col). Images lie
/// [image, row, column, channel]; there is a patch around each <paramref name="Stride"/>-th pixel, 0 outside.
/// </summary>
/// <param name="Side">Rows and columns of an image.</param>
/// <param name="Channels">Numbers a pixel.</param>
/// <param name="Kernel">Rows and columns of a patch; odd.</param>
/// <param name="Stride">Pixels from a patch to the next, either way.</param>
public readonly record struct Patches(int Side, int Channels, int Kernel = 3, int Stride = 1)
{
    /// <summary>Rows and columns of patches of an image.</summary>
    public int PatchSide => (Side + Stride - 1) / Stride;

    /// <summary>Patches of an image: the rows that it becomes.</summary>
    public int Count => PatchSide * PatchSide;

    /// <summary>Numbers of a patch: [row, column, channel].</summary>
    public int Length => Kernel * Kernel * Channels;

    /// <summary>Numbers of an image.</summary>
    public int Image => Side * Side * Channels;

    /// <summary>Copies every patch of every image.</summary>
    /// <param name="images">Images of <see cref="Image"/> numbers.</param>
    /// <param name="patches"><see cref="Count"/> rows of <see cref="Length"/> numbers for each.</param>
    public void From(ReadOnlySpan<float> images, Span<float> patches)
    {
        patches.Clear();
        var row = 0;
        for (var image = 0; image < images.Length; image += Image)
            for (var top = 0; top < Side; top += Stride)
                for (var left = 0; left < Side; left += Stride, row += Length)
                    for (var i = 0; i < Kernel; i++)
                        if (Line(top, left, i) is { Width: > 0 } line)
                            images.Slice(image + line.Pixel, line.Width).CopyTo(patches[(row + line.Place)..]);
    }

    /// <summary>The backward pass: each pixel's gradient is the sum of those of its places in patches.</summary>
    public void Backward(ReadOnlySpan<float> dPatches, Span<float> dImages)
    {
        dImages.Clear();
        var row = 0;
        for (var image = 0; image < dImages.Length; image += Image)
            for (var top = 0; top < Side; top += Stride)
                for (var left = 0; left < Side; left += Stride, row += Length)
                    for (var i = 0; i < Kernel; i++)
                        if (Line(top, left, i) is { Width: > 0 } line)
                        {
                            var pixels = dImages.Slice(image + line.Pixel, line.Width);
                            var from = dPatches.Slice(row + line.Place, line.Width);
                            for (var j = 0; j < pixels.Length; j++) pixels[j] += from[j];
                        }
    }

    /// <summary>The i-th line of a patch: where it begins in image and patch, and how much is inside.</summary>
    (int Pixel, int Place, int Width) Line(int top, int left, int i)
    {
        var (y, from) = (top + i - Kernel / 2, left - Kernel / 2);
        if (y < 0 || y >= Side) return default;
        var (first, last) = (Math.Max(0, from), Math.Min(Side, from + Kernel));
        return ((y * Side + first) * Channels, (i * Kernel + first - from) * Channels, (last - first) * Channels);
    }
}
