// The devices that the suites run on. PoCL is an OpenCL for the CPU: the way from IL to OpenCL C to machine code is
// that of a GPU, which ILGPU's emulator is not (it runs the IL itself, so it shows none of ILGPU's own mistakes).
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.OpenCL;

namespace Kernels.Gpu.Tests;

public enum On { Emulator, Pocl, Cuda }

static class Devices
{
    static readonly Dictionary<On, Lazy<GpuDevice>> All = Enum.GetValues<On>()
        .ToDictionary(on => on, on => new Lazy<GpuDevice>(() => Open(on)));

    /// <summary>The device, made once; a test that has none is skipped with the reason.</summary>
    public static GpuDevice Get(On on) => OrSkip(() => All[on].Value);

    /// <summary>The devices that are there: suites have no tests for the others, which one test names.</summary>
    public static IReadOnlyList<On> Present { get; } = [.. Enum.GetValues<On>().Where(IsPresent)];

    static bool IsPresent(On on)
    {
        try
        {
            return All[on].Value is not null;
        }
        catch (GpuUnavailableException)
        {
            return false;
        }
    }

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
        On.Emulator => First(builder => builder.CPU(new CPUDevice(32, 8, 1)), AcceleratorType.CPU),
        On.Pocl => First(builder => builder.OpenCL(IsPocl), AcceleratorType.OpenCL),
        _ => GpuDevice.Open(GpuKind.Cuda),
    };

    static GpuDevice First(Action<Context.Builder> devices, AcceleratorType type)
    {
        var context = Context.Create(builder => devices(builder.EnableKernels()));
        var device = context.Devices.FirstOrDefault(device => device.AcceleratorType == type)
            ?? throw new GpuUnavailableException(
                "No PoCL: it is not installed (Debian: pocl-opencl-icd and ocl-icd-libopencl1).");
        return GpuDevice.On(device.CreateAccelerator(context));
    }

    static bool IsPocl(CLDevice device)
        => device.PlatformName == "Portable Computing Language" && OpenClDevices.Admit(device);
}
