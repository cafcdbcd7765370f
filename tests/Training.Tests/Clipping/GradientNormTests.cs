// The norm of a gradient: right, the same bits everywhere, and with the counts that say whether it is sound.
using Kernels.Loops;

namespace Kernels.Training.Tests;

public class GradientNormTests
{
    static readonly int[] Lengths = [0, 1, 7, 63, 64, 65, 127, 1000, 4095, 4096, 4097, 8192, 10_001];

    public static TheoryData<Norm> Norms => [Norm.L2, Norm.L1, Norm.Infinity];

    [Theory, MemberData(nameof(Norms))]
    public void The_norm_is_that_of_a_plain_sum_in_doubles(Norm norm)
    {
        foreach (var length in Lengths)
        {
            var gradient = Gradients.Of(length, seed: length);
            var measured = Measure(norm, gradient);
            var expected = norm switch
            {
                Norm.L2 => Math.Sqrt(gradient.Sum(g => (double)g * g)),
                Norm.L1 => gradient.Sum(g => Math.Abs((double)g)),
                _ => gradient.Length == 0 ? 0 : gradient.Max(Math.Abs),
            };
            Assert.True(Math.Abs(measured.Value - expected) <= 1e-12 * expected,
                $"{norm} of {length} elements: expected {expected:R}, actual {measured.Value:R}.");
            Assert.Equal(gradient.Count(g => g == 0), measured.ZeroCount);
            Assert.Equal(length == 0 ? 0 : gradient.Max(Math.Abs), measured.Largest);
            Assert.Equal((length, 1, 0L), (measured.Count, measured.Spans, measured.NonFiniteCount));
            Assert.Null(measured.FirstNonFinite);
        }
    }

    [Fact]
    public void The_sum_of_squares_has_the_order_of_all_sums()
    {
        foreach (var length in Lengths[1..])
        {
            var gradient = Gradients.Of(length, seed: length);
            double[] sum = [0];
            Reduce.Dot(in gradient[0], in gradient[0], length, sum);
            Assert.Equal(sum[0], Measure(Norm.L2, gradient).Sum);
        }
    }

    [Theory, MemberData(nameof(Norms))]
    public void Instruction_set_and_alignment_do_not_change_a_bit(Norm norm)
    {
        var memory = new float[10_001 + 16];
        foreach (var length in Lengths)
        {
            var gradient = Gradients.Of(length, seed: length);
            if (length > 70) (gradient[5], gradient[66]) = (float.NaN, float.NegativeInfinity);
            var first = Describe(Measure(norm, gradient, Isa.Scalar));
            foreach (var isa in Isas.Available)
                for (var offset = 0; offset < 16; offset += 5)
                {
                    gradient.CopyTo(memory, offset);
                    var other = Describe(Measure(norm, memory.AsSpan(offset, length), isa));
                    Assert.True(first == other, $"{norm} of {length} at {offset} on {isa}: {first} became {other}.");
                }
        }

        static string Describe(GradientNorm norm) => $"{BitConverter.DoubleToInt64Bits(norm.Value):X} "
            + $"{BitConverter.DoubleToInt64Bits(norm.FiniteValue):X} {norm.Largest:R} {norm.ZeroCount} "
            + $"{norm.NonFiniteCount} {norm.FirstNonFinite}";
    }

    /// <summary>
    /// Run it with DOTNET_EnableAVX512=0 and with DOTNET_EnableAVX2=0 as well: ./dev isa does.
    /// </summary>
    [Fact]
    public void The_bits_are_those_pinned_on_every_processor()
    {
        var values = from norm in Enum.GetValues<Norm>()
                     from length in Lengths
                     select Measure(norm, Gradients.Of(length, seed: length)).Value;
        Assert.Equal("f8f6d796aaea3730", Gradients.Hash(values));
    }

    [Theory]
    [InlineData(1e30f), InlineData(1e-30f), InlineData(float.MaxValue), InlineData(float.Epsilon)]
    public void A_norm_neither_overflows_nor_underflows(float value)
    {
        var gradient = new float[10_000];
        Array.Fill(gradient, value);
        Assert.Equal(100.0 * value, Measure(Norm.L2, gradient).Value, 100.0 * value * 1e-15);
        Assert.Equal(10_000.0 * value, Measure(Norm.L1, gradient).Value, 10_000.0 * value * 1e-15);
        Assert.Equal(value, Measure(Norm.Infinity, gradient).Value);
    }

    [Theory, MemberData(nameof(Norms))]
    public void NaN_wins_over_an_infinity_and_both_are_found(Norm norm)
    {
        var measured = new GradientNorm(norm);
        Assert.Equal(0, measured.Add(new float[10]));
        var gradient = new float[5000];
        gradient[0] = 3;
        (gradient[4500], gradient[4999]) = (float.PositiveInfinity, float.NegativeInfinity);
        Assert.Equal(double.PositiveInfinity, measured.Add(gradient));
        Assert.Equal(double.PositiveInfinity, measured.Value);
        Assert.Equal(new NonFiniteElement(1, 4500, float.PositiveInfinity), measured.FirstNonFinite);

        Assert.Equal(double.NaN, measured.Add([float.NaN]));
        Assert.Equal(double.NaN, measured.Value);
        Assert.Equal(3, measured.FiniteValue);
        Assert.Equal((3L, 10 + 4997L, 3f), (measured.NonFiniteCount, measured.ZeroCount, measured.Largest));
        Assert.Equal(1, measured.FirstNonFinite!.Value.Span);
    }

    [Fact]
    public void The_first_element_that_is_not_finite_may_be_the_first_of_all()
        => Assert.Equal(new NonFiniteElement(0, 0, float.NaN), Measure(Norm.L2, [float.NaN, 1]).FirstNonFinite);

    [Fact]
    public void Each_call_gives_the_norm_of_its_span()
    {
        var norm = new GradientNorm(Norm.L2);
        Assert.Equal(5, norm.Add([3, 4]));
        Assert.Equal(12, norm.Add([0, -12]));
        Assert.Equal(13, norm.Value);
        Assert.Equal((4, 2, 1L), (norm.Count, norm.Spans, norm.ZeroCount));
    }

    [Fact]
    public void Two_thousand_small_spans_have_the_norm_of_one()
    {
        var gradient = Gradients.Of(34_000);
        var norm = new GradientNorm(Norm.L2);
        for (var start = 0; start < gradient.Length; start += 17) norm.Add(gradient.AsSpan(start, 17));
        Assert.Equal(2000, norm.Spans);
        Assert.Equal(Measure(Norm.L2, gradient).Value, norm.Value, norm.Value * 1e-15);
    }

    [Fact]
    public void The_default_is_the_L2_norm_of_nothing()
    {
        var norm = default(GradientNorm);
        Assert.Equal(0, norm.Value);
        norm.Add([3, 4]);
        Assert.Equal(5, norm.Value);
    }

    [Fact]
    public void An_unknown_norm_is_refused()
        => Assert.Equal("norm", Assert.Throws<ArgumentOutOfRangeException>(() => new GradientNorm((Norm)9)).ParamName);

    static GradientNorm Measure(Norm norm, ReadOnlySpan<float> gradient, Isa? isa = null)
    {
        var measured = new GradientNorm(norm);
        measured.Add(gradient, isa ?? Isas.Best);
        return measured;
    }
}
