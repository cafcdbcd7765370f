// What ILGPU cannot compile switches the GPU off for that context, with a reason; other contexts go on.
using ILGPU;
using ILGPU.Runtime;
using Kernels.Activations;
using Kernels.Gpu.Loops;

namespace Kernels.Gpu.Tests;

public class FailureTests
{
    /// <summary>A kernel that no generator of ours would write: it allocates.</summary>
    internal readonly struct Impossible(ArrayView<float> y) : IElementKernel
    {
        public void Step(long i) => y[i] = new List<float> { i }.Count;
        public void Step4(long i) => Step(i);
    }

    [Fact]
    public void A_kernel_that_does_not_compile_switches_its_context_off()
    {
        using var device = Devices.Another(On.Pocl);
        using var buffer = device.Accelerator.Allocate1D<float>(16);
        var view = buffer.View.BaseView;

        Silu.Forward(device.Stream, view, view);
        var first = Assert.Throws<GpuUnavailableException>(() => Launcher.Run(device.Stream, new Impossible(view), 16, aligned: true));
        Assert.Contains("Impossible does not compile", first.Message);
        var second = Assert.Throws<GpuUnavailableException>(() => Mish.Forward(device.Stream, view, view));
        Assert.Equal(first.Message, second.Message);

        Silu.Forward(device.Stream, view, view); // what was loaded before stays good
        device.Stream.Synchronize();
        Mish.Forward(Devices.Get(On.Emulator).Stream, default, default);
    }
}
