// Vectors and tails, starts that vectors cannot use, and in-place: the same bits, and nothing written outside.
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu.Tests;

public class PlacementTests
{
    const float Untouched = 123.25f;
    const int Room = 8;

    public static TheoryData<On, string, string> All => Cases.Members(nameof(PlacementTests));

    static int[] Lengths(On on)
        => on == On.Emulator ? [0, 1, 3, 4, 5, 37] : [0, 1, 2, 3, 4, 5, 7, 8, 31, 255, 256, 257, 1000];

    [Theory(SkipTestWithoutData = true), MemberData(nameof(All))]
    public void Every_length_and_start_gives_the_bits_of_the_CPU(On on, string definition, string member)
    {
        foreach (var length in Lengths(on))
            foreach (var start in (ReadOnlySpan<int>)[0, 1, 4])
                Check(on, definition, member, length, start, inPlace: false);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(All))]
    public void In_place_gives_the_bits_of_the_CPU(On on, string definition, string member)
    {
        foreach (var start in (ReadOnlySpan<int>)[0, 1])
            Check(on, definition, member, 37, start, inPlace: true);
    }

    static void Check(On on, string definition, string member, int length, int start, bool inPlace)
    {
        var (activation, device) = (Cases.Definition(definition), Devices.Get(on));
        var kernel = activation[member];
        // On a device there is the kernel that computes all results.
        if (kernel.Of is { } one) (activation, kernel) = (one.Whole, one.Kernel);
        var parameters = Cases.Defaults(activation);
        var sources = kernel.Sources.Select((_, i) => Samples.Of(length, i)).ToArray();
        // The first destination takes the place of the last source.
        var destinations = kernel.Destinations
            .Select((_, i) => inPlace && i == 0 ? sources[^1] : Samples.Of(length, sources.Length + i)).ToArray();

        var buffers = new Dictionary<float[], MemoryBuffer1D<float, Stride1D.Dense>>();
        var sums = kernel.Sums.Select(_ => new float[1]).ToArray();
        var views = sources.Concat(destinations).Concat(sums).Select(View).ToArray();
        var row = GpuKernels.Find(activation.FullName, kernel.Name)!;
        row.Run(device.Stream, views[..sources.Length], views[sources.Length..], 0, 0, parameters);
        device.Stream.Synchronize();
        kernel.Run(Isas.Best, [.. sources.Select(x => x.AsMemory())],
            [.. destinations.Concat(sums).Select(x => x.AsMemory())], parameters);

        foreach (var (expected, buffer) in buffers)
        {
            var actual = buffer.GetAsArray1D();
            var what = $"{definition}.{member} on {device.Name}, length {length}, "
                + $"start {start}{(inPlace ? ", in place" : "")}";
            BitAssert.Equal(expected, actual.AsSpan(start, expected.Length), what, i => $"[{i}]");
            Assert.All(actual[..start].Concat(actual[(start + expected.Length)..]),
                value => Assert.Equal(Untouched, value));
            buffer.Dispose();
        }

        ArrayView<float> View(float[] host)
        {
            if (!buffers.TryGetValue(host, out var buffer))
            {
                float[] padded =
                    [.. Enumerable.Repeat(Untouched, start), .. host, .. Enumerable.Repeat(Untouched, Room)];
                buffers[host] = buffer = device.Accelerator.Allocate1D(padded);
            }
            return buffer.View.BaseView.SubView(start, host.Length);
        }
    }
}
