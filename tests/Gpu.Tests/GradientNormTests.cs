// Norms of gradients on the device: segments are summed there in the order of the CPU, so a norm has its bits.
using ILGPU;
using ILGPU.Runtime;
using Kernels.Training;

namespace Kernels.Gpu.Tests;

public class GradientNormTests
{
    static readonly int[] Lengths = [0, 1, 63, 130, 4096, 4097, 20_000];

    [Theory(SkipTestWithoutData = true)]
    [PresentData(On.Emulator, Norm.L2), PresentData(On.Emulator, Norm.L1)]
    [PresentData(On.Pocl, Norm.L2), PresentData(On.Pocl, Norm.L1), PresentData(On.Pocl, Norm.Infinity)]
    [PresentData(On.Cuda, Norm.L2), PresentData(On.Cuda, Norm.L1), PresentData(On.Cuda, Norm.Infinity)]
    public void A_norm_has_the_bits_of_the_CPU(On on, Norm kind)
    {
        var device = Devices.Get(on);
        var lengths = on == On.Emulator ? Lengths[..^1] : Lengths;
        var gradients = lengths.Select((length, i) => Gradient(length, i)).ToArray();
        using var buffer = device.Accelerator.Allocate1D<float>(gradients.Sum(gradient => gradient.Length));
        var views = Upload(device, buffer, gradients);

        foreach (var isFinite in (bool[])[true, false])
        {
            if (!isFinite)
            {
                (gradients[4][4000], gradients[5][4096]) = (float.NegativeInfinity, float.NaN);
                views = Upload(device, buffer, gradients);
            }
            GradientNorm expected = new(kind), actual = new(kind), together = new(kind);
            var alone = new double[gradients.Length];
            together.AddRange(device.Stream, views, alone);
            for (var i = 0; i < gradients.Length; i++)
            {
                var own = expected.Add(gradients[i]);
                Assert.Equal(own, actual.Add(device.Stream, views[i]));
                Assert.Equal(own, alone[i]);
            }
            Assert.Equal(Describe(expected), Describe(actual));
            Assert.Equal(Describe(expected), Describe(together));
        }

        static string Describe(GradientNorm norm) => $"{norm.Value:R} {norm.FiniteValue:R} {norm.Largest:R} "
            + $"{norm.ZeroCount} {norm.NonFiniteCount} {norm.Count} {norm.Spans} {norm.FirstNonFinite}";
    }

    [Theory(SkipTestWithoutData = true), PresentData(On.Emulator), PresentData(On.Pocl), PresentData(On.Cuda)]
    public void A_scaled_gradient_has_the_bits_of_the_CPU(On on)
    {
        var device = Devices.Get(on);
        var gradient = Gradient(130, 3);
        (gradient[1], gradient[2]) = (float.NaN, float.PositiveInfinity);
        using var buffer = device.Accelerator.Allocate1D<float>(gradient.Length);
        foreach (var policy in (NonFinite[])[NonFinite.Zero, NonFinite.Skip, NonFinite.Propagate])
            foreach (var maxNorm in (double[])[0.5, double.PositiveInfinity])
            {
                var view = Upload(device, buffer, gradient)[0];
                var norm = new GradientNorm();
                norm.Add(device.Stream, view);
                float[] expected = [.. gradient], actual = new float[gradient.Length];
                Assert.Equal(Clip.ByNorm(expected, maxNorm, policy), norm.Clip(maxNorm, policy));
                Clip.Scale(device.Stream, view, norm.Clip(maxNorm, policy));
                view.CopyToCPU(device.Stream, actual);
                device.Stream.Synchronize();
                BitAssert.Equal(expected, actual, $"{policy} on {device.Name}", i => BitAssert.Show(gradient[i]));
            }
    }

    [Fact]
    public void No_views_are_the_norm_of_nothing()
    {
        var device = Devices.Get(On.Emulator);
        var norm = new GradientNorm();
        norm.AddRange(device.Stream, []);
        Assert.Equal(0, norm.Add(device.Stream, default));
        Assert.Equal((0, 1), (norm.Value, norm.Spans));
        Clip.Scale(device.Stream, default, new() { Coefficient = 0 });
    }

    [Fact]
    public void Too_little_room_for_norms_is_refused()
    {
        var device = Devices.Get(On.Emulator);
        var norm = new GradientNorm();
        Assert.Equal("alone", Assert.Throws<ArgumentException>(
            () => norm.AddRange(device.Stream, new ArrayView<float>[2], new double[1])).ParamName);
    }

    static ArrayView<float>[] Upload(
        GpuDevice device, MemoryBuffer1D<float, Stride1D.Dense> buffer, params float[][] gradients)
    {
        var (views, at) = (new ArrayView<float>[gradients.Length], 0L);
        for (var i = 0; i < gradients.Length; i++)
        {
            views[i] = buffer.View.BaseView.SubView(at, gradients[i].Length);
            if (gradients[i].Length > 0) views[i].CopyFromCPU(device.Stream, gradients[i]);
            at += gradients[i].Length;
        }
        device.Stream.Synchronize();
        return views;
    }

    /// <summary>Numbers of many sizes, subnormals and zeros among them.</summary>
    static float[] Gradient(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.Next(9) == 0 ? 0
            : (float)((2 * random.NextDouble() - 1) * Math.Pow(10, random.Next(-44, 38))))];
    }
}
