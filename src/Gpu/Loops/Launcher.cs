using System.ComponentModel;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu.Loops;

/// <summary>
/// Loads each kernel once for an accelerator, keeps its delegate, and launches under one lock: OpenCL sets arguments on
/// the kernel object, so two threads that launch at once would crash the process.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Launcher
{
    const int GroupSize = 256;
    const int GroupsPerMultiprocessor = 8;

    static readonly ConditionalWeakTable<Accelerator, Launcher> Launchers = [];

    // A kernel that ILGPU cannot compile leaves its whole context unable to compile another.
    static readonly ConditionalWeakTable<Context, GpuUnavailableException> Failures = [];

    readonly Lock gate = new();
    readonly Accelerator accelerator;
    readonly Dictionary<(Type Kernel, bool Vectors), Delegate> loaded = [];

    Launcher(Accelerator accelerator)
    {
        KernelContexts.Require(accelerator.Context);
        this.accelerator = accelerator;
    }

    /// <summary>Queues the kernel over <paramref name="count"/> elements on the stream; none are a no-op.</summary>
    /// <param name="aligned">Whether all views start at multiples of 16 bytes.</param>
    /// <exception cref="GpuUnavailableException">The stream's context cannot run our kernels.</exception>
    public static void Run<TKernel>(AcceleratorStream stream, TKernel kernel, long count, bool aligned) where TKernel : struct, IElementKernel
    {
        if (count > 0) Launchers.GetValue(stream.Accelerator, static accelerator => new(accelerator)).Launch(stream, kernel, count, aligned);
    }

    void Launch<TKernel>(AcceleratorStream stream, TKernel kernel, long count, bool vectors) where TKernel : struct, IElementKernel
    {
        lock (gate)
        {
            accelerator.Bind();
            var launch = (Action<AcceleratorStream, KernelConfig, TKernel, long>)Loaded<TKernel>(vectors);
            launch(stream, Config(vectors ? (count + 3) / 4 : count), kernel, count);
        }
    }

    Delegate Loaded<TKernel>(bool vectors) where TKernel : struct, IElementKernel
    {
        if (loaded.TryGetValue((typeof(TKernel), vectors), out var known)) return known;
        if (Failures.TryGetValue(accelerator.Context, out var failure)) throw new GpuUnavailableException(failure.Message, failure.InnerException);
        try
        {
            return loaded[(typeof(TKernel), vectors)] = accelerator.LoadKernel<TKernel, long>(vectors ? ElementLoop.Vectors : ElementLoop.Scalars);
        }
        catch (Exception e) when (e is InternalCompilerException or NotSupportedException)
        {
            failure = new($"{typeof(TKernel)} does not compile, so this ILGPU context loads no further kernels: {e.Message}", e);
            Failures.TryAdd(accelerator.Context, failure);
            throw failure;
        }
        catch (AcceleratorException e)
        {
            throw new GpuUnavailableException($"The driver of {accelerator.Name} refuses {typeof(TKernel)}: {e.Message}", e);
        }
    }

    KernelConfig Config(long steps)
    {
        // The CPU accelerator is an emulator that pays for every thread.
        var group = Math.Min(accelerator.AcceleratorType == AcceleratorType.CPU ? accelerator.WarpSize : GroupSize, accelerator.MaxNumThreadsPerGroup);
        var groups = Math.Min((steps + group - 1) / group, (long)GroupsPerMultiprocessor * Math.Max(1, accelerator.NumMultiprocessors));
        return new((int)groups, group);
    }
}
