using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Kernels.Gpu;

/// <summary>What a <see cref="GpuDevice"/> runs on, best first.</summary>
public enum GpuKind
{
    /// <summary>An NVIDIA GPU, by PTX.</summary>
    Cuda,

    /// <summary>Any device with an OpenCL 2 or 3 driver, PoCL (OpenCL on the processor) among them.</summary>
    OpenCl,

    /// <summary>
    /// ILGPU's CPU accelerator: an emulator for tests, thousands of times slower than the CPU kernels.
    /// </summary>
    CpuEmulator,
}

/// <summary>
/// The comfortable way in: an ILGPU context fit for the kernels, an accelerator, and a stream of its own.
/// </summary>
public sealed class GpuDevice : IDisposable
{
    readonly bool owned;

    GpuDevice(Accelerator accelerator, bool owned)
    {
        this.owned = owned;
        Accelerator = accelerator;
        Stream = accelerator.CreateStream();
        Kind = KindOf(accelerator.AcceleratorType);
        Name = NameOf(accelerator.Name, Kind);
    }

    /// <summary>What it is, for people; an emulator says that it is one.</summary>
    public string Name { get; }

    /// <summary>What it runs on.</summary>
    public GpuKind Kind { get; }

    /// <summary>ILGPU's accelerator: allocate buffers on it.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>The stream for copies and kernels. ILGPU's default stream does not wait for it.</summary>
    public AcceleratorStream Stream { get; }

    /// <summary>
    /// The first CUDA device, else the first OpenCL device, else the emulator:
    /// look at <see cref="Kind"/> before timing anything.
    /// </summary>
    /// <exception cref="GpuUnavailableException">ILGPU cannot run in this process.</exception>
    public static GpuDevice Best()
    {
        var reasons = new List<string>();
        foreach (var kind in Enum.GetValues<GpuKind>())
            if (TryOpen(kind, out var reason) is { } device) return device;
            else reasons.Add(reason);
        throw new GpuUnavailableException(string.Join(" ", reasons));
    }

    /// <summary>The first device of that kind.</summary>
    /// <exception cref="GpuUnavailableException">There is none, or it does not start; the message says why.</exception>
    public static GpuDevice Open(GpuKind kind)
        => TryOpen(kind, out var reason) ?? throw new GpuUnavailableException(reason);

    /// <summary>
    /// Kernels on an accelerator of your own, whose context was built with
    /// <see cref="KernelContexts.EnableKernels"/>. It stays yours to dispose.
    /// </summary>
    /// <exception cref="GpuUnavailableException">The context is not fit for the kernels.</exception>
    public static GpuDevice On(Accelerator accelerator)
    {
        KernelContexts.Require(accelerator.Context);
        return new(accelerator, owned: false);
    }

    /// <summary>A line for each kind: the device that <see cref="Open"/> gives, or why there is none.</summary>
    public static IReadOnlyList<string> Describe()
    {
        return [.. Enum.GetValues<GpuKind>().Select(Line)];

        static string Line(GpuKind kind)
        {
            using var device = TryOpen(kind, out var reason);
            return device?.Name ?? reason;
        }
    }

    /// <summary>Gives back the stream, and the accelerator and context where this device made them.</summary>
    public void Dispose()
    {
        var context = Accelerator.Context;
        Stream.Dispose();
        if (!owned) return;
        Accelerator.Dispose();
        context.Dispose();
    }

    static GpuDevice? TryOpen(GpuKind kind, out string reason)
    {
        reason = "";
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            reason = $"No {kind}: ILGPU compiles kernels from their IL at run time, which NativeAOT does not keep.";
            return null;
        }

        Context? context = null;
        try
        {
            context = Context.Create(builder => Devices(builder.EnableKernels(), kind));
            // ILGPU adds its emulator where it finds nothing, so any device is no answer.
            if (context.Devices.FirstOrDefault(device => KindOf(device.AcceleratorType) == kind) is { } device)
                return new(device.CreateAccelerator(context), owned: true);
            reason = $"No {kind} device: {Absence(kind)}";
        }
        catch (Exception e)
        {
            reason = $"No {kind} device: "
                + $"{(e is TypeInitializationException { InnerException: { } inner } ? inner : e).Message}";
        }
        context?.Dispose();
        return null;
    }

    /// <summary>Why there is no device of that kind.</summary>
    static string Absence(GpuKind kind)
        => DriverLibraries.Missing(kind)
            ?? (kind == GpuKind.OpenCl ? OpenClDevices.Refused() : null) ?? "the driver lists none.";

    static void Devices(Context.Builder builder, GpuKind kind)
    {
        if (kind == GpuKind.Cuda) builder.Cuda();
        else if (kind == GpuKind.OpenCl) builder.OpenCL(OpenClDevices.Admit);
        else builder.CPU(CPUDeviceKind.Nvidia);
    }

    static GpuKind KindOf(AcceleratorType type) => type switch
    {
        AcceleratorType.Cuda => GpuKind.Cuda,
        AcceleratorType.OpenCL => GpuKind.OpenCl,
        _ => GpuKind.CpuEmulator,
    };

    static string NameOf(string name, GpuKind kind) => kind switch
    {
        GpuKind.Cuda => $"{name} (CUDA)",
        GpuKind.OpenCl => $"{name} (OpenCL)",
        _ => "CPU EMULATOR of ILGPU (no GPU; for tests, not for speed)",
    };
}
