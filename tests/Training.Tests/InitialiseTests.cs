// First weights: their moments, their bounds, the same bits for any division of the work, and what is refused.
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Kernels.Activations;

namespace Kernels.Training.Tests;

public class InitialiseTests
{
    const int Count = 1 << 16;

    /// <summary>2/0.8796, where a truncated number of deviation 1 ends.</summary>
    const double Cut = 2 / 0.87962566103423978;

    delegate void Fill(Span<float> weights, long first);

    static readonly (string Name, Fill Fill, double Deviation, double Kurtosis)[] Fills =
    [
        ("normal", (w, first) => Initialise.Normal(w, 0.3, 1, first), 0.3, 3),
        ("uniform", (w, first) => Initialise.Uniform(w, -0.5, 0.5, 2, first), Math.Sqrt(1.0 / 12), 1.8),
        ("truncated", (w, first) => Initialise.Truncated(w, 0.3, 3, first), 0.3, 2.3655),
        ("uniform of a deviation", (w, first) => Initialise.Fill(w, Distribution.Uniform, 2, 4, first), 2, 1.8),
        ("Xavier", (w, first) => Initialise.Xavier(w, Fan.OutIn(300, 100), 5, gain: 2, first: first),
            2 * Math.Sqrt(2.0 / 400), 1.8),
        ("He", (w, first) => Initialise.He(w, Fan.OutIn(300, 100), 6, first: first), Math.Sqrt(2.0 / 100), 3),
        ("He by outputs, of a slope",
            (w, first) => Initialise.He(w, Fan.InOut(100, 300), 6, FanMode.Out, slope: 0.2, first: first),
            Math.Sqrt(2 / 1.04 / 300), 3),
        ("LeCun", (w, first) => Initialise.LeCun(w, Fan.OutIn(300, 100), 7, Distribution.Truncated, first),
            0.1, 2.3655),
        ("for gelu", (w, first) => Initialise.For<Gelu>(w, Fan.OutIn(300, 100), 8, first: first),
            0.15335304412, 3),
        ("for gelu's gradients",
            (w, first) => Initialise.For<Gelu>(w, Fan.OutIn(400, 100), 8, Keep.Gradient, first: first),
            1.48111441271 / 20, 3),
        ("at the edge of tanh",
            (w, first) => Initialise.For<Tanh>(w, Fan.OutIn(300, 100), 9, Keep.EdgeOfChaos, first: first),
            Math.Sqrt(0.0176095464), 3),
    ];

    [Fact]
    public void Mean_deviation_and_kurtosis_are_those_of_the_distribution()
    {
        var weights = new float[Count];
        foreach (var (name, fill, deviation, kurtosis) in Fills)
        {
            fill(weights, 0);
            var mean = weights.Average(w => (double)w);
            var variance = weights.Average(w => (double)w * w);
            var fourth = weights.Average(w => Math.Pow(w, 4)) / (variance * variance);
            // Five standard errors each.
            var error = 5 / Math.Sqrt(Count);
            Assert.True(Math.Abs(mean) <= error * deviation, $"{name}: mean {mean}");
            Assert.True(Math.Abs(variance / (deviation * deviation) - 1) <= error * Math.Sqrt(kurtosis - 1),
                $"{name}: deviation {Math.Sqrt(variance)}, expected {deviation}");
            Assert.True(Math.Abs(fourth - kurtosis) <= error * 10, $"{name}: kurtosis {fourth}, expected {kurtosis}");
        }
    }

    [Fact]
    public void A_part_has_the_bits_that_the_whole_has_there()
    {
        foreach (var (name, fill, _, _) in Fills)
        {
            var (whole, parts) = (new float[700], new float[700]);
            fill(whole, 0);
            foreach (var (from, to) in new[] { (617, 700), (0, 1), (1, 64), (64, 617) })
                fill(parts.AsSpan(from..to), from);
            Assert.True(whole.AsSpan().SequenceEqual(parts), name);
        }
    }

    [Fact]
    public void Positions_beyond_32_bits_have_numbers_of_their_own()
    {
        var (low, high) = (new float[64], new float[64]);
        Initialise.Normal(low, 1, 1);
        Initialise.Normal(high, 1, 1, 1L << 32);
        Assert.Empty(low.Intersect(high));
        Initialise.Normal(high, 1, (1UL << 32) + 1);
        Assert.Empty(low.Intersect(high));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.02)]
    [InlineData(1e-30)]
    public void No_truncated_number_is_beyond_the_cut_and_some_are_near_it(double deviation)
    {
        var weights = new float[Count];
        Initialise.Truncated(weights, deviation, 11);
        var (least, largest, bound) = (weights.Min(), weights.Max(), (float)(Cut * deviation));
        Assert.InRange(least, -bound, -0.999f * bound);
        Assert.InRange(largest, 0.999f * bound, bound);
        Assert.Equal(Count, weights.Count(float.IsFinite));
        // None gathers at the ends.
        Assert.True(weights.Count(w => Math.Abs(w) > 0.9999f * bound) < 100);
    }

    [Fact]
    public void The_largest_normal_number_is_as_large_as_it_should_be()
    {
        var weights = new float[Count];
        Initialise.Normal(weights, 1, 12);
        // The largest of 2¹⁶ is between 3.5 and 6 with probability 0.9999.
        Assert.InRange(weights.Max(), 3.5, 6);
        Assert.InRange(weights.Min(), -6, -3.5);
        // Shares of the tails: 2.275 % beyond 2, 0.135 % beyond 3.
        Assert.InRange(weights.Count(w => w > 2) / (double)Count, 0.020, 0.0255);
        Assert.InRange(weights.Count(w => w < -3) / (double)Count, 0.0008, 0.0019);
    }

    [Theory]
    [InlineData(64, 64, 1)]
    [InlineData(40, 100, 1)]
    [InlineData(100, 40, 2.5)]
    [InlineData(1, 17, 1)]
    [InlineData(17, 1, 1)]
    [InlineData(1, 1, 1)]
    public void Rows_or_columns_are_orthogonal(int rows, int columns, double gain)
    {
        var w = new float[rows * columns];
        Initialise.Orthogonal(w, rows, columns, 13, gain);
        var (count, length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        double Of(int vector, int i) => rows <= columns ? w[vector * columns + i] : w[i * columns + vector];
        for (var a = 0; a < count; a++)
            for (var b = 0; b <= a; b++)
            {
                var product = Enumerable.Range(0, length).Sum(i => Of(a, i) * Of(b, i)) / (gain * gain);
                Assert.True(Math.Abs(product - (a == b ? 1 : 0)) <= 1e-6, $"{a}·{b} is {product}");
            }
    }

    /// <summary>
    /// Without the signs the first element of each vector would always be of one sign. The mean of an element is 0,
    /// of its square 1/n.
    /// </summary>
    [Fact]
    public void All_orthogonal_matrices_are_as_likely()
    {
        const int N = 4, Matrices = 4000;
        var (sums, squares, w) = (new double[N * N], new double[N * N], new float[N * N]);
        for (var seed = 0; seed < Matrices; seed++)
        {
            Initialise.Orthogonal(w, N, N, (ulong)seed);
            for (var i = 0; i < w.Length; i++)
            {
                sums[i] += w[i];
                squares[i] += w[i] * w[i];
            }
        }
        Assert.All(sums, sum => Assert.InRange(sum / Matrices, -0.04, 0.04));
        Assert.All(squares, square => Assert.InRange(square / Matrices, 0.23, 0.27));
    }

    [Fact]
    public void A_sparse_matrix_has_the_same_number_of_zeros_in_each_column()
    {
        var w = new float[30 * 20];
        Initialise.Sparse(w, 30, 20, 0.31, 0.01, 14);
        var zeros = Enumerable.Range(0, 20)
            .Select(column => Enumerable.Range(0, 30).Where(row => w[row * 20 + column] == 0).ToArray()).ToArray();
        Assert.All(zeros, rows => Assert.Equal(10, rows.Length));
        Assert.True(zeros.Select(rows => string.Join(',', rows)).Distinct().Count() > 15);
    }

    [Fact]
    public void Zeros_constants_and_the_identity_are_what_they_say()
    {
        var w = new float[6];
        Initialise.Constant(w, 0.5f);
        Assert.All(w, value => Assert.Equal(0.5f, value));
        Initialise.Identity(w, 2, 3, 2);
        Assert.Equal([2, 0, 0, 0, 2, 0], w);
        Initialise.Identity(w, 3, 2);
        Assert.Equal([1, 0, 0, 1, 0, 0], w);
        Initialise.Zeros(w);
        Assert.All(w, value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_fan_counts_connections_by_its_layout()
    {
        Assert.Equal(new Fan(3, 5), Fan.OutIn(outputs: 5, inputs: 3));
        Assert.Equal(new Fan(3, 5), Fan.InOut(inputs: 3, outputs: 5));
        Assert.Equal(new Fan(27, 45), Fan.OutInKernel(5, 3, 3, 3));
        Assert.Equal(new Fan(27, 45), Fan.KernelInOut([3, 3], 3, 5));
        Assert.Equal((27, 45, 36), (new Fan(27, 45).Of(FanMode.In), new Fan(27, 45).Of(FanMode.Out),
            new Fan(27, 45).Of(FanMode.Average)));
    }

    /// <summary>
    /// Bits of every initialiser, from a run on AVX2; any machine has the same. After an intended change of the
    /// numbers, the message of the failure has the new ones.
    /// </summary>
    [Fact]
    public void Bits_are_the_pinned_ones()
    {
        var w = new float[1200];
        var hashes = new List<string>();
        foreach (var (name, fill, _, _) in Fills)
        {
            fill(w, 0);
            Add(name);
        }
        Initialise.Orthogonal(w, 30, 40, 15);
        Add("orthogonal");
        Initialise.Sparse(w, 30, 40, 0.1, 1, 16);
        Add("sparse");
        var actual = string.Join("\n", hashes);
        Assert.True(Pinned == actual, "The bits have changed; now they are\n" + actual);

        void Add(string name)
            => hashes.Add($"{name} {Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(w)))[..16]}");
    }

    const string Pinned = """
        normal E54330C22BFBA6E0
        uniform 8470D0E395DD8DCD
        truncated A531D2B12F1DA877
        uniform of a deviation 2C14AF14582598A4
        Xavier 8A17E904498592D3
        He CFB8B9B25ED568CC
        He by outputs, of a slope 0A1A0DDAD98E55ED
        LeCun D72167CA10A9FFBE
        for gelu 659DBB0B6E466DF5
        for gelu's gradients D29FE071A1D20E90
        at the edge of tanh 8D000CB2A52C797F
        orthogonal 2AF0DAAC8168BDE5
        sparse 18B296A26270496C
        """;

    [Fact]
    public void Bad_input_is_refused_before_anything_is_written()
    {
        var w = new float[12];
        var fan = Fan.OutIn(3, 4);
        Refused<ArgumentOutOfRangeException>(() => Initialise.Normal(w, -1, 1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Normal(w, double.NaN, 1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Normal(w, 1e38, 1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Normal(w, 1, 1, -1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Truncated(w, double.PositiveInfinity, 1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Fill(w, (Distribution)3, 1, 1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Uniform(w, 1, 1, 1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Uniform(w, double.NaN, 1, 1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Uniform(w, 0, double.PositiveInfinity, 1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Uniform(w, 0, 1, 1, -1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Xavier(w, fan, 1, gain: double.NaN));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Xavier(w, fan, 1, gain: -1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.He(w, fan, 1, slope: double.NaN));
        Refused<ArgumentOutOfRangeException>(() => Initialise.He(w, fan, 1, (FanMode)3));
        Refused<ArgumentException>(() => Initialise.LeCun(w, default, 1));
        Refused<ArgumentException>(() => Initialise.For<Log>(w, fan, 1));
        Refused<ArgumentException>(() => Initialise.For<Relu>(w, fan, 1, Keep.EdgeOfChaos));
        Refused<ArgumentOutOfRangeException>(() => Initialise.For<Relu>(w, fan, 1, (Keep)3));
        Refused<ArgumentOutOfRangeException>(() => Initialise.For<Tanh>(w, fan, 1, Keep.EdgeOfChaos, biasVariance: -1));
        Refused<ArgumentException>(() => Initialise.Orthogonal(w, 3, 5, 1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Orthogonal(w, 0, 5, 1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Orthogonal(w, 3, 4, 1, double.NaN));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Orthogonal([], 0, 0, 1));
        Refused<ArgumentException>(() => Initialise.Identity(w, 3, 5));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Identity(w, 3, 4, -1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Sparse(w, 3, 4, 1.5, 1, 1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Sparse(w, 3, 4, 0.5, -1, 1));
        Refused<ArgumentException>(() => Initialise.Sparse(w, 2, 4, 0.5, 1, 1));
        Refused<ArgumentOutOfRangeException>(() => Initialise.Constant(w, float.NaN));
        Refused<ArgumentOutOfRangeException>(() => new Fan(0, 1));
        Refused<ArgumentOutOfRangeException>(() => new Fan(1, -1));
        Refused<ArgumentOutOfRangeException>(() => Fan.OutInKernel(3, 4, 3, 0));
        Refused<ArgumentOutOfRangeException>(() => Fan.KernelInOut([-1], 3, 4));

        void Refused<T>(Action fill) where T : ArgumentException
        {
            Assert.Throws<T>(fill);
            Assert.All(w, value => Assert.Equal(0, value));
        }
    }
}
