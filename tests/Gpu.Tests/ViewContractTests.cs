// Bad arguments throw with the parameter's name before anything is queued; what cannot run says why.
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using Kernels.Activations;
using Kernels.Gpu.Tests.Definitions;

namespace Kernels.Gpu.Tests;

public sealed class ViewContractTests : IDisposable
{
    readonly GpuDevice device = Devices.Get(On.Emulator);
    readonly MemoryBuffer1D<float, Stride1D.Dense> memory;

    public ViewContractTests() => memory = device.Accelerator.Allocate1D(Samples.Of(64, stream: 0));

    public void Dispose()
    {
        Assert.Equal(Samples.Of(64, stream: 0), memory.GetAsArray1D());
        memory.Dispose();
    }

    ArrayView<float> View(int start, int length) => memory.View.BaseView.SubView(start, length);

    [Fact]
    public void A_short_destination_throws()
        => Throws("y", () => Silu.Forward(device.Stream, View(0, 16), View(32, 15)));

    [Fact]
    public void Inputs_of_unequal_length_throw()
        => Throws("dy", () => Silu.Backward(device.Stream, View(0, 16), View(16, 15), View(32, 16)));

    [Fact]
    public void Overlap_at_another_start_throws()
        => Throws("y", () => LeakyRelu.Forward(device.Stream, View(0, 16), View(4, 16)));

    [Fact]
    public void Overlapping_destinations_throw()
        => Throws("dydx", () => Silu.ForwardWithDerivative(device.Stream, View(0, 16), View(16, 16), View(24, 16)));

    [Fact]
    public void A_user_definition_keeps_the_contract()
        => Throws("gate", () => Gated.Forward(device.Stream, View(0, 16), View(16, 4), View(32, 16)));

    [Fact]
    public void Empty_views_are_a_no_op()
    {
        Silu.Forward(device.Stream, View(0, 0), View(0, 0));
        Silu.Forward(device.Stream, default, default);
    }

    [Fact]
    public void A_view_of_another_accelerator_throws()
    {
        using var context = Context.Create(builder => builder.EnableKernels().CPU(new CPUDevice(4, 1, 1)));
        using var other = context.Devices[0].CreateAccelerator(context);
        using var elsewhere = other.Allocate1D<float>(16);
        Throws("y", () => Silu.Forward(device.Stream, View(0, 16), elsewhere.View.BaseView));
    }

    [Fact]
    public void A_context_without_EnableKernels_is_refused()
    {
        using var context = Context.Create(builder => builder.CPU(new CPUDevice(4, 1, 1)));
        using var plain = context.Devices[0].CreateAccelerator(context);
        using var buffer = plain.Allocate1D<float>(16);
        var e = Assert.Throws<GpuUnavailableException>(
            () => Silu.Forward(plain.DefaultStream, buffer.View.BaseView, buffer.View.BaseView));
        Assert.Contains("EnableKernels", e.Message);
    }

    [Fact]
    public void Fast_mathematics_is_refused()
    {
        using var context =
            Context.Create(builder => builder.EnableKernels().Math(MathMode.Fast).CPU(new CPUDevice(4, 1, 1)));
        using var fast = context.Devices[0].CreateAccelerator(context);
        Assert.Contains("MathMode.Fast", Assert.Throws<GpuUnavailableException>(() => GpuDevice.On(fast)).Message);
    }

    void Throws(string parameter, Action call)
        => Assert.Equal(parameter, Assert.Throws<ArgumentException>(call).ParamName);
}
