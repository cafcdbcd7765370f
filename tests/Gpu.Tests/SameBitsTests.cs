// The promise: what a GPU kernel writes is what the CPU kernel writes, bit for bit, for every kind of input.
namespace Kernels.Gpu.Tests;

public class SameBitsTests
{
    public static TheoryData<On, string, string> All => Cases.Members(nameof(SameBitsTests));

    [Theory(SkipTestWithoutData = true), MemberData(nameof(All))]
    public void A_GPU_kernel_gives_the_bits_of_the_CPU_kernel(On on, string definition, string member)
    {
        var (activation, device) = (Cases.Definition(definition), Devices.Get(on));
        var kernel = activation[member];
        var runner = new GpuRunner(device);
        Assert.True(runner.Offers(activation, kernel), $"{definition}.{member} has no GPU kernel.");

        var count = on == On.Emulator ? 403 : 40_003;
        var sources = kernel.Sources.Select((_, i) => Samples.Of(count, i)).ToArray();
        var start = kernel.Destinations.Concat(kernel.Sums)
            .Select((_, i) => Samples.Of(i < kernel.Destinations.Count ? count : 1, sources.Length + i)).ToArray();
        var (expected, actual) = (Copy(start), Copy(start));
        var parameters = Cases.Defaults(activation);
        ReadOnlyMemory<float>[] inputs = [.. sources.Select(source => source.AsMemory())];
        kernel.Run(Isas.Best, inputs, [.. expected.Select(memory => memory.AsMemory())], parameters);
        runner.Run(activation, kernel, inputs, [.. actual.Select(memory => memory.AsMemory())], parameters);

        for (var d = 0; d < expected.Length; d++)
            BitAssert.Equal(expected[d], actual[d],
                $"{definition}.{member} {kernel.Destinations.Concat(kernel.Sums).ElementAt(d)} on {device.Name}",
                i => string.Join(", ", sources.Select(source => BitAssert.Show(source[i])).Concat(
                    kernel.Accumulates ? start.Select(s => BitAssert.Show(s[Math.Min(i, s.Length - 1)])) : [])));
    }

    static float[][] Copy(float[][] arrays) => [.. arrays.Select(array => array.ToArray())];
}
