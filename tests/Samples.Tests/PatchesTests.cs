using Samples.Layers;

namespace Samples.Tests;

/// <summary>Patches against the definition, pixel by pixel.</summary>
public sealed class PatchesTests
{
    const int Images = 2, Seed = 3;

    public static TheoryData<int, int, int, int> Shapes => new()
    {
        { 8, 1, 3, 1 }, { 7, 3, 3, 2 }, { 8, 2, 5, 2 }, { 1, 2, 3, 1 }, { 5, 1, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Each_number_of_a_patch_is_its_pixel_or_0_outside(int side, int channels, int kernel, int stride)
    {
        var shape = new Patches(side, channels, kernel, stride);
        var (images, patches) = (Random(Images * shape.Image), new float[Images * shape.Count * shape.Length]);
        shape.From(images, patches);
        for (var i = 0; i < patches.Length; i++)
        {
            var from = Pixel(shape, i);
            Assert.True(patches[i] == (from < 0 ? 0 : images[from]), $"{shape}, number {i} is {patches[i]}");
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_backward_pass_adds_up_what_each_pixel_gave(int side, int channels, int kernel, int stride)
    {
        var shape = new Patches(side, channels, kernel, stride);
        var gradients = Random(Images * shape.Count * shape.Length);
        var (expected, actual) = (new double[Images * shape.Image], new float[Images * shape.Image]);
        shape.Backward(gradients, actual);
        for (var i = 0; i < gradients.Length; i++)
            if (Pixel(shape, i) is >= 0 and var from) expected[from] += gradients[i];
        for (var i = 0; i < actual.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) < 1e-5, $"{shape}, pixel {i}: {expected[i]}, is {actual[i]}");
    }

    /// <summary>Where the i-th number of all patches comes from; -1 outside.</summary>
    static int Pixel(Patches shape, int i)
    {
        var (patch, place) = (i / shape.Length, i % shape.Length);
        var (image, row, column) = (patch / shape.Count, patch % shape.Count / shape.PatchSide,
            patch % shape.PatchSide);
        var y = row * shape.Stride + place / (shape.Kernel * shape.Channels) - shape.Kernel / 2;
        var x = column * shape.Stride + place / shape.Channels % shape.Kernel - shape.Kernel / 2;
        if (y < 0 || x < 0 || y >= shape.Side || x >= shape.Side) return -1;
        return ((image * shape.Side + y) * shape.Side + x) * shape.Channels + place % shape.Channels;
    }

    static float[] Random(int count)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
