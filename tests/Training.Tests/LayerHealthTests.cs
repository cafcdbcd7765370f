using Kernels.Activations;

namespace Kernels.Training.Tests;

/// <summary>What Backward counts, beside a count made element by element.</summary>
public class LayerHealthTests
{
    const int Seed = 20261130;

    public static TheoryData<string, int> Cases =>
    [
        .. from kind in new[] { "normal", "zeros", "wide", "tiny", "broken" }
           from length in new[] { 0, 1, 15, 16, 17, 1000, 2048, 2049, 5000 }
           select (kind, length),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Counts_and_sums_are_those_of_a_count_by_element(string kind, int length)
    {
        var (x, dy) = Inputs(kind, length);
        var dx = new float[length];
        var health = new LayerHealth();
        health.Backward<Gelu>(x, dy, dx);

        var expected = new float[length];
        Gelu.Backward(x, dy, expected);
        Assert.Equal(Bits(expected), Bits(dx));
        Assert.Equal(length, health.Count);
        Assert.Equal(dy.Count(value => value == 0), health.Silent);
        Assert.Equal(dx.Where((value, i) => value == 0 && dy[i] != 0).Count(), health.Stopped);
        Assert.Equal(x.Count(value => !float.IsFinite(value)), health.NonFiniteInputs);
        Assert.Equal(dx.Count(value => !float.IsFinite(value)), health.NonFiniteGradients);
        Assert.Equal(x.Where(float.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max(), health.LargestInput);
        Assert.Equal(dx.Where(float.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max(), health.LargestGradient);
        Near(x.Where(float.IsFinite).Sum(value => (double)value * value), health.Squares, 1e-5);
        Near(dx.Where(float.IsFinite).Sum(value => (double)value * value), health.GradientSquares, 1e-5);
        Near(dy.Where(float.IsFinite).Sum(value => (double)value * value), health.ArrivingSquares, 1e-5);
        var size = x.Where(float.IsFinite).Sum(value => Math.Abs((double)value));
        Assert.True(Math.Abs(health.Sum - x.Where(float.IsFinite).Sum(value => (double)value)) <= 1e-5 * size);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_bits_are_the_same_on_every_instruction_set(string kind, int length)
    {
        var (x, dy) = Inputs(kind, length);
        var dx = new float[length];
        Relu.Backward(x, dy, dx);
        var scalar = HealthLoop.Of(Isa.Scalar, x, dy, dx, 0.01f);
        foreach (var isa in Isas.Available) Assert.Equal(scalar, HealthLoop.Of(isa, x, dy, dx, 0.01f));
    }

    [Fact]
    public void A_gradient_may_be_written_over_its_source()
    {
        var (x, dy) = Inputs("normal", 3000);
        var (apart, health) = (new float[3000], new LayerHealth());
        health.Backward<Tanh>(x, dy, apart);
        foreach (var into in new[] { x.ToArray(), dy.ToArray() })
        {
            var inPlace = new LayerHealth();
            var isInput = into.SequenceEqual(x);
            inPlace.Backward<Tanh>(isInput ? into : x, isInput ? dy : into, into);
            Assert.Equal(Bits(apart), Bits(into));
            Assert.Equal(health, inPlace);
        }
    }

    [Fact]
    public void Units_that_let_a_gradient_pass_are_counted_row_by_row()
    {
        const int Rows = 700, Units = 13;
        var (x, dy) = Inputs("normal", Rows * Units);
        // One unit is dead.
        for (var row = 0; row < Rows; row++) x[row * Units + 4] = -1;
        var passed = new int[Units];
        var health = new LayerHealth();
        health.Backward<Relu>(x, dy, new float[x.Length], Units, passed);
        for (var unit = 0; unit < Units; unit++)
            Assert.Equal(Enumerable.Range(0, Rows).Count(row => x[row * Units + unit] > 0), passed[unit]);
        Assert.Equal(0, passed[4]);
    }

    [Fact]
    public void Shares_of_normal_inputs_are_those_that_the_formula_expects()
    {
        var random = new Random(Seed);
        var x = Enumerable.Range(0, 200_000).Select(_ => (float)(0.3 + 1.4 * Normal(random))).ToArray();
        var dy = x.Select(_ => (float)Normal(random)).ToArray();
        Check<Relu>();
        Check<Tanh>();
        Check<Gelu>();
        Check<Hardtanh>();

        void Check<T>() where T : IActivation
        {
            var health = new LayerHealth();
            health.Backward<T>(x, dy, new float[x.Length]);
            var moments = SignalPropagation.Of<T>().At(health.Variance, health.Mean);
            Assert.Equal(moments.ZeroSlope, health.StoppedShare, 0.01);
            Assert.Equal(moments.Slope2, health.MeanSquareSlope, 0.01);
        }
    }

    [Fact]
    public void Bad_spans_are_refused_before_anything_is_written()
    {
        var (x, dy) = Inputs("normal", 12);
        var dx = new float[12];
        var health = new LayerHealth();
        Assert.Throws<ArgumentException>(() => health.Backward<Relu>(x, dy.AsSpan(1), dx));
        Assert.Throws<ArgumentException>(() => health.Backward<Relu>(x, dy, dx.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => health.Backward<Relu>(x.AsSpan(0, 8), dy.AsSpan(0, 8), x.AsSpan(2, 8)));
        Assert.Throws<ArgumentException>(() => health.Backward<Relu>(x, dy, dx, 5, new int[5]));
        Assert.Throws<ArgumentException>(() => health.Backward<Relu>(x, dy, dx, 4, new int[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => health.Backward<Relu>(x, dy, dx, 0, new int[1]));
        Assert.All(dx, value => Assert.Equal(0, value));
        Assert.Equal(0, health.Count);
    }

    static (float[] X, float[] Dy) Inputs(string kind, int length)
    {
        var random = new Random(Seed + length);
        var x = Enumerable.Range(0, length).Select(_ => (float)Normal(random)).ToArray();
        var dy = Enumerable.Range(0, length).Select(_ => (float)Normal(random)).ToArray();
        for (var i = 0; i < length; i++)
            (x[i], dy[i]) = kind switch
            {
                "zeros" => (i % 3 == 0 ? 0 : x[i], i % 5 == 0 ? -0f : dy[i]),
                "wide" => (x[i] * 1e25f, dy[i] * 1e22f),
                "tiny" => (x[i] * 1e-25f, dy[i] * 1e-30f),
                "broken" => i % 97 == 5 ? (float.NaN, dy[i])
                    : i % 89 == 7 ? (x[i], float.PositiveInfinity)
                    : i % 83 == 9 ? (float.NegativeInfinity, 0) : (x[i], dy[i]),
                _ => (x[i], dy[i]),
            };
        return (x, dy);
    }

    static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];

    static void Near(double expected, double actual, double part)
        => Assert.True(Math.Abs(expected - actual) <= part * Math.Abs(expected), $"{actual:R} is not {expected:R}");
}
