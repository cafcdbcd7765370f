// Random numbers: those of the published vectors, the same at every width, and a function of seed and position alone.
using Kernels.Ir;
using Kernels.Loops;
using Kernels.Tests.Definitions;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace Kernels.Tests.Suites;

public class UniformTests
{
    /// <summary>kat_vectors of Random123 1.14: counter, key, result.</summary>
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Philox_matches_Random123(string counter, string key, string expected)
    {
        uint[] Words(string text) => [.. text.Split(' ').Select(word => Convert.ToUInt32(word, 16))];
        var (c, k, e) = (Words(counter), Words(key), Words(expected));
        Assert.Equal((e[0], e[1], e[2], e[3]), Philox.Block(c[0], c[1], c[2], c[3], k[0], k[1]));
    }

    public static TheoryData<long> Positions
        => [0, 1, 12345, uint.MaxValue - 7L, uint.MaxValue, 1L << 32, (7L << 32) - 3, long.MaxValue - 15];

    [Theory, MemberData(nameof(Positions))]
    public void Every_vector_width_draws_the_same_numbers(long position)
    {
        foreach (var seed in (uint[])[0, 1, 0x80000000, uint.MaxValue])
        {
            var expected = Enumerable.Range(0, 16).Select(lane => Uniforms.Of(seed, position + lane)).ToArray();
            if (Avx2.IsSupported) Assert.Equal(expected[..8], Lanes(Uniforms.Of256(seed, position)));
            if (Avx2.IsSupported)
                Assert.Equal(expected[..4],
                    Enumerable.Range(0, 4).Select(lane => (float)Uniforms.Wide256(seed, position)[lane]));
            if (Avx512F.IsSupported)
                Assert.Equal(expected, Enumerable.Range(0, 16).Select(lane => Uniforms.Of512(seed, position)[lane]));
            if (Avx512F.IsSupported)
                Assert.Equal(expected[..8],
                    Enumerable.Range(0, 8).Select(lane => (float)Uniforms.Wide512(seed, position)[lane]));
        }

        static float[] Lanes(Vector256<float> vector) => [.. Enumerable.Range(0, 8).Select(lane => vector[lane])];
    }

    [Fact]
    public void The_scalar_method_draws_the_number_of_every_element()
    {
        float[] ones = [1, 1, 1, 1, 1], y = new float[5];
        RandomLeaky.Forward([-1, -1, -1, -1, -1], y, seed: 3, offset: 1000);
        Assert.Equal(ones.Select((_, i) => (float)RandomLeaky.Forward(-1, seed: 3 + (1000.0 + i) * 4294967296)), y);
    }

    [Fact]
    public void Backward_draws_the_same_mask()
    {
        var (x, y, dx) = (new float[10_000], new float[10_000], new float[10_000]);
        Array.Fill(x, 2);
        Dropout.Forward(x, y, rate: 0.25f, seed: 42);
        Dropout.Backward(x, x, dx, rate: 0.25f, seed: 42);
        Assert.Equal(y, dx);
        Assert.InRange(y.Count(value => value == 0), 2300, 2700);
        Assert.All(y, value => Assert.True(value == 0 || Math.Abs(value - 8f / 3) < 1e-6));
        Dropout.Forward(x, dx, rate: 0.25f, seed: 43);
        Assert.NotEqual(y, dx);
    }

    [Theory]
    [InlineData(0L), InlineData(4294967290L)]
    public void Pieces_with_their_offsets_give_the_whole(long start)
    {
        var (x, whole, pieces) = (new float[5000], new float[5000], new float[5000]);
        Array.Fill(x, -1);
        RandomLeaky.Forward(x, whole, offset: start);
        foreach (var (from, to) in ((int, int)[])[(0, 1), (1, 77), (77, 4000), (4000, 5000)])
            RandomLeaky.Forward(x.AsSpan(from, to - from), pieces.AsSpan(from, to - from), offset: start + from);
        Assert.Equal(whole, pieces);
    }

    /// <summary>An odd multiple of 2⁻²⁴ is neither 0 nor 1, so that noise made of logarithms is finite.</summary>
    [Fact]
    public void Numbers_lie_within_the_open_interval()
    {
        var (x, noise) = (new float[1 << 18], new float[1 << 18]);
        Array.Fill(x, 1);
        ExponentialNoise.Forward(x, noise);
        Assert.All(noise, value => Assert.True(value > 0 && float.IsFinite(value)));
        for (var i = 0; i < x.Length; i++) Assert.Equal(1, Uniforms.Of(5, i) * (1 << 24) % 2);
    }

    [Fact]
    public void Numbers_fill_the_interval_evenly()
    {
        const int Draws = 1 << 20, Bins = 256;
        var counts = new int[Bins];
        for (var i = 0; i < Draws; i++) counts[(int)(Bins * Uniforms.Of(5, i))]++;
        var chi = counts.Sum(count => Math.Pow(count - (double)Draws / Bins, 2) / ((double)Draws / Bins));
        // 255 degrees of freedom: mean 255, deviation 22.6.
        Assert.InRange(chi, 165, 345);
    }
}
