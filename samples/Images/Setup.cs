namespace Samples.Images;

/// <summary>What is chosen for a data set.</summary>
/// <param name="Side">Rows and columns of an image.</param>
/// <param name="First">Channels of the first convolution.</param>
/// <param name="Second">Channels of the second.</param>
/// <param name="FirstStride">2 where the first convolution halves the sides; the second always does.</param>
/// <param name="Epochs">How often the images are gone through.</param>
/// <param name="Rate">Of AdamW; it rises over the first hundred steps, and falls to a fifth at the end.</param>
/// <param name="Shift">By how many pixels images are moved at most, either way.</param>
/// <param name="IsFlipped">Whether half of the images are mirrored: clothes may be, digits may not.</param>
/// <param name="Bar">The accuracy that is expected.</param>
internal sealed record Setup(
    int Side, int First, int Second, int FirstStride, int Epochs, float Rate, int Shift, bool IsFlipped, double Bar)
{
    public static readonly Setup Digits = new(8, 32, 64, 1, 20, 3e-3f, 1, false, 0.975);

    public static readonly Setup Fashion = new(28, 32, 64, 2, 20, 3e-3f, 2, true, 0.86);
}
