namespace Samples.Images;

/// <summary>Images that are moved by a few pixels, and mirrored: so that none is seen twice.</summary>
internal static class Moved
{
    /// <summary>What lies outside of an image: the paper.</summary>
    const float Paper = -1;

    /// <summary>Moves each image of a batch in place.</summary>
    public static void InPlace(Span<float> images, Setup setup, Random random)
    {
        var (side, farthest) = (setup.Side, setup.Shift);
        Span<float> from = stackalloc float[side * side];
        for (var at = 0; at < images.Length; at += from.Length)
        {
            var image = images.Slice(at, from.Length);
            image.CopyTo(from);
            var (down, right) = (random.Next(-farthest, farthest + 1), random.Next(-farthest, farthest + 1));
            var isMirrored = setup.IsFlipped && random.Next(2) == 1;
            for (var i = 0; i < side; i++)
                for (var j = 0; j < side; j++)
                {
                    var (y, x) = (i - down, (isMirrored ? side - 1 - j : j) - right);
                    image[i * side + j] = y >= 0 && y < side && x >= 0 && x < side ? from[y * side + x] : Paper;
                }
        }
    }
}
