// The devices that the suites run on. PoCL is an OpenCL for the CPU: the way from IL to OpenCL C to machine code is that of
// a GPU, which ILGPU's emulator is not (it runs the IL itself, so it shows none of ILGPU's own mistakes).
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.OpenCL;

namespace Kernels.Gpu.Tests;

public enum On { Emulator, OpenCl, Cuda }

static class Devices
{
    static readonly Dictionary<On, Lazy<GpuDevice>> All = new()
    {
        [On.Emulator] = new(() => Open(On.Emulator)),
        [On.OpenCl] = new(() => Open(On.OpenCl)),
        [On.Cuda] = new(() => Open(On.Cuda)),
    };

    /// <summary>The device, made once; a test that has none is skipped with the reason.</summary>
    public static GpuDevice Get(On on) => OrSkip(() => All[on].Value);

    /// <summary>A device with a context of its own, to be broken.</summary>
    public static GpuDevice Another(On on) => OrSkip(() => Open(on));

    static GpuDevice OrSkip(Func<GpuDevice> open)
    {
        try
        {
            return open();
        }
        catch (GpuUnavailableException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    static GpuDevice Open(On on) => on switch
    {
        On.Emulator => Of(builder => builder.CPU(new CPUDevice(32, 8, 1))),
        On.OpenCl => Of(OpenCl),
        _ => GpuDevice.Open(GpuKind.Cuda),
    };

    static GpuDevice Of(Action<Context.Builder> devices)
    {
        var context = Context.Create(builder => devices(builder.EnableKernels()));
        if (devices == OpenCl && context.Devices[0].AcceleratorType != AcceleratorType.OpenCL)
            throw new GpuUnavailableException("No OpenCl device: no driver is installed (Debian: pocl-opencl-icd).");
        return GpuDevice.On(context.Devices[0].CreateAccelerator(context));
    }

    /// <summary>PoCL before version 5 says that it has no generic address space. Kernels of level O2 need none, so the answer is overridden.</summary>
    static void OpenCl(Context.Builder builder) => builder.OpenCL(device =>
    {
        if (!device.Capabilities.GenericAddressSpace)
            typeof(CLCapabilityContext).GetProperty(nameof(CLCapabilityContext.GenericAddressSpace))!.SetValue(device.Capabilities, true);
        return true;
    });
}
