// The members as people call them: the name of the CPU member, a stream, views.
using ILGPU;
using ILGPU.Runtime;
using Kernels.Activations;
using Kernels.Gpu.Tests.Definitions;

namespace Kernels.Gpu.Tests;

public class MemberTests
{
    const int Count = 37;

    readonly float[] x = Samples.Of(Count, 0), dy = Samples.Of(Count, 1), dx = Samples.Of(Count, 2);

    [Fact]
    public void The_example_of_the_documentation_gives_the_bits_of_the_CPU()
    {
        using var device = GpuDevice.Open(GpuKind.CpuEmulator);
        using var source = device.Accelerator.Allocate1D(x);
        using var result = device.Accelerator.Allocate1D<float>(x.Length);
        Silu.Forward(device.Stream, source.View, result.View);
        device.Stream.Synchronize();

        var expected = new float[Count];
        Silu.Forward(x, expected);
        BitAssert.Equal(expected, result.GetAsArray1D(), "Silu.Forward", i => BitAssert.Show(x[i]));
    }

    [Fact]
    public void Hyperparameters_and_accumulation_reach_the_kernel()
    {
        var device = Devices.Get(On.Emulator);
        using var source = device.Accelerator.Allocate1D(x);
        using var upstream = device.Accelerator.Allocate1D(dy);
        using var gradient = device.Accelerator.Allocate1D(dx);
        LeakyRelu.Backward(device.Stream, source.View, upstream.View, gradient.View, slope: 0.2f, accumulate: true);
        device.Stream.Synchronize();

        LeakyRelu.Backward(x, dy, dx, slope: 0.2f, accumulate: true);
        BitAssert.Equal(dx, gradient.GetAsArray1D(), "LeakyRelu.Backward",
            i => $"{BitAssert.Show(x[i])}, {BitAssert.Show(dy[i])}");
    }

    [Fact]
    public void A_user_definition_gives_the_bits_of_the_CPU()
    {
        var device = Devices.Get(On.Emulator);
        using var source = device.Accelerator.Allocate1D(x);
        using var result = device.Accelerator.Allocate1D<float>(x.Length);
        NaiveSilu.Forward(device.Stream, source.View, result.View);
        device.Stream.Synchronize();

        var expected = new float[Count];
        NaiveSilu.Forward(x, expected);
        BitAssert.Equal(expected, result.GetAsArray1D(), "NaiveSilu.Forward", i => BitAssert.Show(x[i]));
    }
}
