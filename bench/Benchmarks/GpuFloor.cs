// The kernels of the best GPU beside a copy of as many bytes, in one run:
// an element kernel has nothing to do but move memory.
using ILGPU;
using ILGPU.Runtime;
using Kernels.Activations;
using Kernels.Gpu;

namespace Kernels.Benchmarks;

internal static class GpuFloor
{
    const int Length = 1 << 26, Columns = 1024, Launches = 10, Seed = 20260101;

    public static int Run()
    {
        using var device = GpuDevice.Best();
        if (device.Kind == GpuKind.CpuEmulator)
        {
            Console.WriteLine("NOT MEASURED: there is no GPU that ILGPU can use.");
            return 2;
        }
        Console.WriteLine($"{Length} floats on {device.Name}, medians of {Rounds.Count} interleaved rounds; "
            + $"GB/s of all views, each counted once");
        Console.WriteLine($"{"kernel",-32} {"ps",8} {"GB/s",8} {"of a copy",10}");
        using var memory = new Buffers(device);
        foreach (var (activation, kernel) in Workload.Members)
        {
            var call = GpuKernels.Find(activation.FullName, kernel.Name)!;
            var (sources, destinations) =
                memory.Of(kernel.Sources.Count, kernel.Destinations.Count + kernel.Sums.Count);
            float[] parameters = [.. activation.Parameters.Select(parameter => parameter.Default)];
            Report($"{activation.Name}.{kernel.Name}", kernel.Sources.Count + kernel.Destinations.Count,
                () => call.Run(device.Stream, sources, destinations, 0, 0, parameters));
        }
        foreach (var (row, kernel) in from row in RowCatalog.All
                                      from kernel in row.Kernels
                                      where !kernel.Accumulates
                                      select (row, kernel))
        {
            var call = GpuKernels.Find(row.FullName, kernel.Name)!;
            var (sources, destinations) =
                memory.Of([.. kernel.Sources.Select(Count)], [.. kernel.Destinations.Select(Count)]);
            float[] parameters = [.. row.Parameters.Select(parameter => parameter.Default)];
            var whole = kernel.Sources.Concat(kernel.Destinations).Count(span => span.Shape == RowShape.Element);
            Report($"{row.Name}.{kernel.Name}", whole,
                () => call.Run(device.Stream, sources, destinations, Columns, 0, parameters));
        }
        return 0;

        int Count(RowSpan span) => RowFloor.Length(span, Length / Columns, Columns);

        void Report(string name, int views, Action launch)
        {
            void Kernel() => Finish(launch);
            void Copy() => Finish(() => memory.Copy(device.Stream));
            var rounds = Rounds.Measure(Kernel, Copy);
            var seconds = rounds.Seconds(0) / Launches / Length;
            Console.WriteLine($"{name,-32} {seconds * 1e12,8:F2} {views * sizeof(float) / seconds / 1e9,8:F0} "
                + $"{rounds.Ratio(1, 0) * views / 2,9:F2}x");
        }

        // One launch waits for nothing but the last: so many at a time that the host's share does not show.
        void Finish(Action launch)
        {
            for (var i = 0; i < Launches; i++) launch();
            device.Stream.Synchronize();
        }
    }

    /// <summary>Views that all kernels share, filled once.</summary>
    sealed class Buffers(GpuDevice device) : IDisposable
    {
        const int Most = 6;

        readonly MemoryBuffer1D<float, Stride1D.Dense>[] all =
            [.. Enumerable.Range(0, 2 * Most).Select(i => Filled(device, i))];

        public (ArrayView<float>[] Sources, ArrayView<float>[] Destinations) Of(int sources, int destinations)
            => Of([.. Enumerable.Repeat(Length, sources)], [.. Enumerable.Repeat(Length, destinations)]);

        public (ArrayView<float>[] Sources, ArrayView<float>[] Destinations) Of(int[] sources, int[] destinations)
            => ([.. sources.Select((length, i) => all[i].View.BaseView.SubView(0, length))],
                [.. destinations.Select((length, i) => all[Most + i].View.BaseView.SubView(0, length))]);

        public void Copy(AcceleratorStream stream) => all[0].View.BaseView.CopyTo(stream, all[Most].View.BaseView);

        public void Dispose()
        {
            foreach (var buffer in all) buffer.Dispose();
        }

        static MemoryBuffer1D<float, Stride1D.Dense> Filled(GpuDevice device, int stream)
        {
            var random = new Random(Seed + stream);
            var values = new float[Length];
            for (var i = 0; i < Length; i++) values[i] = random.NextSingle() * 8 - 4;
            return device.Accelerator.Allocate1D(values);
        }
    }
}
