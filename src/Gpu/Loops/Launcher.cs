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
public sealed partial class Launcher
{
    const int GroupSize = 256;
    const int GroupsPerMultiprocessor = 8;

    static readonly ConditionalWeakTable<Accelerator, Launcher> Launchers = [];

    readonly Lock gate = new();
    readonly Accelerator accelerator;
    readonly Dictionary<(Type Kernel, Loop Loop), Delegate> loaded = [];
    readonly ConditionalWeakTable<AcceleratorStream, StreamRoom> partials = [];

    Launcher(Accelerator accelerator)
    {
        KernelContexts.Require(accelerator.Context);
        this.accelerator = accelerator;
    }

    /// <summary>Queues the kernel over <paramref name="count"/> elements on the stream; none are a no-op.</summary>
    /// <param name="aligned">Whether all views start at multiples of 16 bytes.</param>
    /// <exception cref="GpuUnavailableException">The stream's context cannot run our kernels.</exception>
    public static void Run<TKernel>(AcceleratorStream stream, TKernel kernel, long count, bool aligned)
        where TKernel : struct, IElementKernel
    {
        if (count > 0) Of(stream).Launch(stream, kernel, count, aligned);
    }

    /// <summary>
    /// Queues the kernel and its sums, each into the first element of its view; of no elements the sums are 0.
    /// </summary>
    /// <exception cref="GpuUnavailableException">The stream's context cannot run our kernels.</exception>
    public static void RunSums<TKernel, TTerms>(
        AcceleratorStream stream, TKernel kernel, long count, params ReadOnlySpan<ArrayView<float>> sums)
        where TKernel : struct, ISummingKernel<TTerms> where TTerms : unmanaged, ITerms<TTerms>
        => Of(stream).LaunchSums<TKernel, TTerms>(stream, kernel, count, sums);

    void Launch<TKernel>(AcceleratorStream stream, TKernel kernel, long count, bool vectors)
        where TKernel : struct, IElementKernel
    {
        lock (gate)
        {
            accelerator.Bind();
            var launch = Loaded<TKernel, Action<AcceleratorStream, KernelConfig, TKernel, long>>(
                vectors ? Loop.Vectors : Loop.Scalars, () => accelerator.LoadKernel(
                    KernelTrial.Pass<Action<TKernel, long>>(vectors ? ElementLoop.Vectors : ElementLoop.Scalars)));
            launch(stream, Config(vectors ? (count + 3) / 4 : count), kernel, count);
        }
    }

    void LaunchSums<TKernel, TTerms>(
        AcceleratorStream stream, TKernel kernel, long count, ReadOnlySpan<ArrayView<float>> sums)
        where TKernel : struct, ISummingKernel<TTerms> where TTerms : unmanaged, ITerms<TTerms>
    {
        lock (gate)
        {
            accelerator.Bind();
            var segments = (count + SummingLoop.Segment - 1) / SummingLoop.Segment;
            var room = partials.GetOrCreateValue(stream).Of(stream, Math.Max(1, segments * sums.Length));
            if (count > 0)
            {
                var launch = Segments<TKernel, TTerms>();
                launch(stream, new((int)Math.Min(segments, Groups), SummingLoop.Lanes), kernel, count, room);
            }
            var total = Total();
            for (var k = 0; k < sums.Length; k++) total(stream, new(1, 1), room, k * segments, segments, sums[k]);
        }
    }

    Action<AcceleratorStream, KernelConfig, TKernel, long, ArrayView<float>> Segments<TKernel, TTerms>()
        where TKernel : struct, ISummingKernel<TTerms> where TTerms : unmanaged, ITerms<TTerms>
        => Loaded<TKernel, Action<AcceleratorStream, KernelConfig, TKernel, long, ArrayView<float>>>(
            Loop.Segments, () => accelerator.LoadKernel(
                KernelTrial.Pass<Action<TKernel, long, ArrayView<float>>>(SummingLoop.Segments<TKernel, TTerms>)));

    Action<AcceleratorStream, KernelConfig, ArrayView<float>, long, long, ArrayView<float>> Total()
        => Loaded<StreamRoom, Action<AcceleratorStream, KernelConfig, ArrayView<float>, long, long, ArrayView<float>>>(
            Loop.Total,
            () => accelerator.LoadKernel<ArrayView<float>, long, long, ArrayView<float>>(SummingLoop.Total));

    TDelegate Loaded<TKernel, TDelegate>(Loop loop, Func<TDelegate> load)
        where TKernel : notnull where TDelegate : Delegate
    {
        if (loaded.TryGetValue((typeof(TKernel), loop), out var known)) return (TDelegate)known;
        try
        {
            var kernel = load();
            loaded[(typeof(TKernel), loop)] = kernel;
            return kernel;
        }
        catch (Exception e) when (e is InternalCompilerException or NotSupportedException)
        {
            throw new GpuUnavailableException($"ILGPU cannot compile {KernelTrial.NameOf(typeof(TKernel))}: "
                + $"{KernelTrial.Cause(e).Message} Other kernels are not affected.", e);
        }
        catch (AcceleratorException e)
        {
            throw new GpuUnavailableException(
                $"The driver of {accelerator.Name} refuses {KernelTrial.NameOf(typeof(TKernel))}: {e.Message}", e);
        }
    }

    KernelConfig Config(long steps)
    {
        // The CPU accelerator is an emulator that pays for every thread.
        var group = Math.Min(accelerator.AcceleratorType == AcceleratorType.CPU ? accelerator.WarpSize : GroupSize,
            accelerator.MaxNumThreadsPerGroup);
        var groups = Math.Min((steps + group - 1) / group, Groups);
        return new((int)groups, group);
    }

    long Groups => (long)GroupsPerMultiprocessor * Math.Max(1, accelerator.NumMultiprocessors);

    enum Loop : byte { Vectors, Scalars, Segments, Total, Rows, Blocks, Columns, WideColumns, Each, Norms }
}
