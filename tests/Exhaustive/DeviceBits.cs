// ./dev exhaustive --gpu: every float through the kernels of a device, beside those of the CPU. What the CPU's are
// worth the sweeps say; here a difference of one bit is the failure.
using ILGPU;
using ILGPU.Runtime;
using Kernels.Gpu;
using Kernels.Proof;

[assembly: GpuKernelsFor(typeof(Kernels.Proof.Subjects))]

namespace Kernels.Exhaustive;

internal sealed class DeviceBits(GpuDevice device, int stride)
{
    const int LongestBlock = 1 << 24;

    /// <summary>What a core of the host takes at a time.</summary>
    const int Slice = 1 << 14;

    readonly int length = (int)Math.Min(LongestBlock, ((1L << 32) - 1) / stride + 1);
    readonly Action<AcceleratorStream, Index1D, ArrayView<int>, int, int> count =
        device.Accelerator.LoadAutoGroupedKernel<Index1D, ArrayView<int>, int, int>(
            (i, x, first, stride) => x[i] = first + i * stride);

    /// <summary>
    /// Whether no bit differs; a line for each sweep, with the number of results that do and the first input.
    /// </summary>
    public bool Run(IReadOnlyCollection<Sweep> sweeps)
    {
        Console.WriteLine($"{device.Name} beside {Isas.Best}, one float in {stride}");
        var different = sweeps.Count(sweep => !IsSame(sweep));
        Console.WriteLine($"{sweeps.Count} sweeps, {different} with other bits");
        return different == 0;
    }

    bool IsSame(Sweep sweep)
    {
        var (started, gate, differing) = (DateTime.UtcNow, new Lock(), default(Mismatches));
        var call = GpuKernels.Find(sweep.Activation.FullName, sweep.Kernel.Name)
            ?? throw new InvalidOperationException($"{sweep.Activation.Name} has no GPU kernel.");
        float[] parameters = [.. sweep.Activation.Parameters.Select(parameter => parameter.Default)];
        float[][] sources =
            [.. sweep.Kernel.Sources.Select((_, i) => Filled(i < sweep.Activation.Inputs.Count ? Sweep.HeldAt : 1))];
        float[][] expected = [.. sweep.Kernel.Destinations.Select(_ => new float[length])];
        using var on = new Buffers(device, sources, outputs: expected.Length + sweep.Kernel.Sums.Count);
        for (var first = 0L; first < 1L << 32; first += (long)length * stride)
        {
            count(device.Stream, length, on.Sources[sweep.Input].Cast<int>(), (int)first, stride);
            call.Run(device.Stream, on.Sources, on.Destinations, 0, 0, parameters);
            on.Download(expected.Length);
            Slices(from => Compute(sweep, sources, expected, parameters, first, from));
            device.Stream.Synchronize();
            Slices(from =>
            {
                var here = Compare(sources[sweep.Input], on, expected, from);
                lock (gate) differing += here;
            });
        }
        Console.WriteLine(
            $"{sweep.Activation.Name,-20} {sweep.Kernel.Name,-8} along {sweep.Activation.Inputs[sweep.Input],-6} "
                + $"{differing,18} differ, {(DateTime.UtcNow - started).TotalSeconds:F1} s");
        return differing.Count == 0;
    }

    void Slices(Action<int> one) => Parallel.For(0, (length + Slice - 1) / Slice, slice => one(slice * Slice));

    void Compute(Sweep sweep, float[][] sources, float[][] expected, float[] parameters, long first, int from)
    {
        var size = Math.Min(Slice, length - from);
        var x = sources[sweep.Input].AsSpan(from, size);
        for (var i = 0; i < x.Length; i++)
            x[i] = BitConverter.UInt32BitsToSingle((uint)(first + (from + (long)i) * stride));
        sweep.Kernel.Run(Isas.Best, [.. sources.Select(source => (ReadOnlyMemory<float>)source.AsMemory(from, size))],
            [.. expected.Select(output => output.AsMemory(from, size))], parameters);
    }

    Mismatches Compare(float[] x, Buffers on, float[][] expected, int from)
    {
        var (size, differing) = (Math.Min(Slice, length - from), default(Mismatches));
        for (var output = 0; output < expected.Length; output++)
            differing += Mismatches.InBits(x.AsSpan(from, size), expected[output].AsSpan(from, size),
                on.Results[output].Span.Slice(from, size));
        return differing;
    }

    float[] Filled(float value)
    {
        var values = new float[length];
        Array.Fill(values, value);
        return values;
    }

    /// <summary>The memory of a kernel on the device, and pinned copies of what it writes.</summary>
    sealed class Buffers : IDisposable
    {
        readonly AcceleratorStream stream;
        readonly MemoryBuffer1D<float, Stride1D.Dense>[] all;

        public Buffers(GpuDevice device, float[][] sources, int outputs)
        {
            stream = device.Stream;
            all = [.. Enumerable.Range(0, sources.Length + outputs)
                .Select(_ => device.Accelerator.Allocate1D<float>(sources[0].Length))];
            Sources = [.. all.Take(sources.Length).Select(buffer => buffer.View.BaseView)];
            Destinations = [.. all.Skip(sources.Length).Select(buffer => buffer.View.BaseView)];
            Results = [.. Destinations.Select(_ => device.Accelerator.AllocatePageLocked1D<float>(sources[0].Length))];
            for (var i = 0; i < sources.Length; i++) Sources[i].CopyFromCPU(stream, sources[i]);
        }

        public ArrayView<float>[] Sources { get; }
        public ArrayView<float>[] Destinations { get; }
        public PageLockedArray1D<float>[] Results { get; }

        public void Download(int count)
        {
            for (var i = 0; i < count; i++) all[Sources.Length + i].View.CopyToPageLockedAsync(stream, Results[i]);
        }

        public void Dispose()
        {
            stream.Synchronize();
            foreach (var result in Results) result.Dispose();
            foreach (var buffer in all) buffer.Dispose();
        }
    }
}
