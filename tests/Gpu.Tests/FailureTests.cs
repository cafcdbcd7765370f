// What ILGPU cannot compile is refused by name, and spoils nothing else.
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

    /// <summary>Named as generated kernels are.</summary>
    internal static class ProbeKernels
    {
        internal readonly struct BackwardKernel(ArrayView<float> y) : IElementKernel
        {
            public void Step(long i) => y[i] = new List<float> { i }.Count;
            public void Step4(long i) => Step(i);
        }
    }

    [Theory(SkipTestWithoutData = true), PresentData(On.Emulator), PresentData(On.Pocl)]
    public void A_kernel_that_does_not_compile_affects_no_other_kernel(On on)
    {
        using var device = Devices.Another(on);
        using var buffer = device.Accelerator.Allocate1D<float>(16);
        var view = buffer.View.BaseView;

        Silu.Forward(device.Stream, view, view);
        var first = Assert.Throws<GpuUnavailableException>(
            () => Launcher.Run(device.Stream, new Impossible(view), 16, aligned: true));
        Assert.Contains("Impossible", first.Message);
        Assert.Contains("List", first.Message);
        // Again, and another, and then kernels that were not loaded before.
        var second = Assert.Throws<GpuUnavailableException>(
            () => Launcher.Run(device.Stream, new Impossible(view), 16, aligned: true));
        Assert.Equal(first.Message, second.Message);
        Assert.Contains("Probe.Backward:", Assert.Throws<GpuUnavailableException>(
            () => Launcher.Run(device.Stream, new ProbeKernels.BackwardKernel(view), 16, aligned: true)).Message);
        Mish.Forward(device.Stream, view, view);
        Silu.Forward(device.Stream, view, view);
        device.Stream.Synchronize();
    }
}
