// What an ILGPU context must have before our kernels may run in it. Without the intrinsics ILGPU compiles stubs that
// return 0, so a context is marked when it gets them, and every launch looks for the mark.
using ILGPU;
using ILGPU.Backends;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;

namespace Kernels.Gpu;

/// <summary>Makes ILGPU contexts fit for the kernels.</summary>
public static class KernelContexts
{
    const string Mark = "Kernels.Gpu";

    /// <summary>
    /// Registers the operations of <see cref="GpuMath"/> and chooses ILGPU's level O2 and exact arithmetic. Every
    /// context whose streams are given to a kernel needs this; <see cref="GpuDevice"/> does it for its own. Call it
    /// before the methods that add devices: it also lets ILGPU find the drivers' libraries on Linux.
    /// </summary>
    public static Context.Builder EnableKernels(this Context.Builder builder)
    {
        DriverLibraries.Resolve();
        GpuIntrinsics.Register(builder.GetIntrinsicManager());
        builder.SetExtensionProperty(Mark, true);
        return builder.Optimize(OptimizationLevel.O2).Math(MathMode.Default);
    }

    /// <exception cref="GpuUnavailableException">Kernels would give other bits in this context.</exception>
    internal static void Require(Context context)
    {
        if (!context.Properties.GetExtensionProperty(Mark, false))
            throw new GpuUnavailableException("The ILGPU context was built without EnableKernels(): "
                + "call Context.Create(builder => builder.EnableKernels()…).");
        if (context.Properties.MathMode != MathMode.Default)
            throw new GpuUnavailableException(
                $"The ILGPU context was built with MathMode.{context.Properties.MathMode}, which is not exact: "
                    + $"leave MathMode.Default, which EnableKernels() sets.");
    }
}
