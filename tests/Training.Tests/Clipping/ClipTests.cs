// What clipping does case by case: each case is one that peers get wrong or answer differently.
namespace Kernels.Training.Tests;

public class ClipTests
{
    static readonly float[] Five = [3, -4, -0f];

    [Theory]
    [InlineData(1.0, 1f / 5), InlineData(2.5, 0.5f), InlineData(0.0, 0f)]
    public void A_longer_gradient_is_multiplied_by_threshold_over_norm(double maxNorm, float coefficient)
    {
        var gradient = Five.ToArray();
        var clip = Clip.ByNorm(gradient, maxNorm);
        Assert.Equal((coefficient, 5.0, true), (clip.Coefficient, clip.Norm, clip.IsClipped));
        Assert.Equal([3 * coefficient, -4 * coefficient, 0], gradient);
    }

    /// <summary>PyTorch scales a norm of 1 by 0.999999; Keras multiplies by max·(1/max), which need not be 1.</summary>
    [Theory]
    [InlineData(5.0), InlineData(5.000001), InlineData(49.0), InlineData(double.PositiveInfinity)]
    public void A_gradient_within_keeps_its_bits(double maxNorm)
    {
        var gradient = Five.ToArray();
        var clip = Clip.ByNorm(gradient, maxNorm);
        Assert.Equal((1f, false), (clip.Coefficient, clip.IsClipped));
        Assert.Equal(Gradients.Bits(Five), Gradients.Bits(gradient));
    }

    /// <summary>optax gives 0/0 = NaN.</summary>
    [Theory, InlineData(0.0), InlineData(1.0)]
    public void A_gradient_of_zeros_stays_zero(double maxNorm)
    {
        var gradient = new float[100];
        Assert.Equal((1f, 0.0, 100L), Clip.ByNorm(gradient, maxNorm) is var clip
            ? (clip.Coefficient, clip.Norm, clip.ZeroCount) : default);
        Assert.All(gradient, g => Assert.Equal(0, g));
    }

    [Fact]
    public void No_gradients_at_all_have_the_norm_zero()
    {
        Assert.Equal(new ClipCoefficient { Coefficient = 1 }, Clip.ByNorm((ReadOnlySpan<Memory<float>>)[], 1));
        Assert.Equal(ClipCoefficient.None, Clip.ByNorm(Span<float>.Empty, 0));
    }

    /// <summary>In floats the norm of one element of 1.9e19 is infinite, and the peers' coefficient 0.</summary>
    [Theory]
    [InlineData(1e30f), InlineData(1.9e19f), InlineData(float.MaxValue)]
    public void Huge_gradients_are_clipped_and_not_zeroed(float size)
    {
        float[] gradient = [size, -size, 0, size];
        var clip = Clip.ByNorm(gradient, 1);
        Assert.Equal(Math.Sqrt(3) * size, clip.Norm, size * 1e-9);
        Assert.Equal(1 / Math.Sqrt(3), gradient[0], 1e-6);
        Assert.Equal(-1 / Math.Sqrt(3), gradient[1], 1e-6);
    }

    [Fact]
    public void Tiny_gradients_have_a_norm_and_are_clipped_by_it()
    {
        float[] gradient = [3e-30f, 4e-30f];
        var clip = Clip.ByNorm(gradient, 1e-30);
        Assert.Equal(5e-30, clip.Norm, 1e-36);
        Assert.Equal([6e-31f, 8e-31f], gradient.Select(g => (float)(Math.Round(g * 1e32) / 1e32)));
    }

    [Fact]
    public void The_scaled_norm_is_the_threshold_up_to_the_rounding_of_floats()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var gradient = Gradients.Of(777, seed);
            Clip.ByNorm(gradient, 0.37);
            Assert.InRange(new GradientNorm().Add(gradient), 0.37 * (1 - 2e-7), 0.37 * (1 + 2e-7));
        }
    }

    [Theory, InlineData(Norm.L1, 7.0), InlineData(Norm.L2, 5.0), InlineData(Norm.Infinity, 4.0)]
    public void Every_norm_clips(Norm norm, double size)
    {
        var gradient = Five.ToArray();
        var clip = Clip.ByNorm(gradient, 1, norm: norm);
        Assert.Equal(size, clip.Norm);
        Assert.Equal([(float)(1 / size) * 3, (float)(1 / size) * -4, 0], gradient);
    }

    [Fact]
    public void Two_thousand_tensors_are_clipped_together()
    {
        var gradients = Enumerable.Range(0, 2000).Select(_ => new float[] { 3, 4 }.AsMemory()).ToArray();
        var clip = Clip.ByNorm(gradients, 1);
        Assert.Equal(5 * Math.Sqrt(2000), clip.Norm, 1e-10);
        var after = new GradientNorm();
        foreach (var gradient in gradients) after.Add(gradient.Span);
        Assert.Equal(1, after.Value, 1e-6);
    }

    [Fact]
    public void Tensors_are_clipped_one_by_one()
    {
        float[] small = [0.3f, 0.4f], large = [30, 40], bad = [float.NaN, 1], none = [];
        var clips = new ClipCoefficient[4];
        Clip.EachByNorm([small, large, bad, none], clips, 1, NonFinite.Skip);
        Assert.Equal([0.3f, 0.4f], small);
        Assert.Equal([0.02f * 30, 0.02f * 40], large);
        Assert.Equal([0, 0], bad);
        Assert.Equal([false, false, true, false], clips.Select(clip => clip.Skip));
        Assert.Equal([1, 0.02f, 0, 1], clips.Select(clip => clip.Coefficient));
    }

    [Fact]
    public void Of_tensors_one_by_one_the_exception_names_the_bad_one()
    {
        float[] large = [30, 40], bad = [1, float.PositiveInfinity];
        var e = Assert.Throws<NotFiniteNumberException>(
            () => Clip.EachByNorm([large, bad], new ClipCoefficient[2], 1));
        Assert.StartsWith("Gradient 1 is Infinity at index 1;", e.Message);
        Assert.Equal([30, 40], large);
    }

    [Fact]
    public void Throw_names_the_span_and_the_index_and_writes_nothing()
    {
        float[] sound = [30, 40], bad = [1, 2, float.NaN, float.NaN];
        var e = Assert.Throws<NotFiniteNumberException>(() => Clip.ByNorm([sound, bad], 1));
        Assert.Equal("Gradient 1 is NaN at index 2; 2 of 6 elements are not finite.", e.Message);
        Assert.Equal(double.NaN, e.OffendingNumber);
        Assert.Equal([30, 40], sound);
        Assert.Equal([1, 2, float.NaN, float.NaN], bad);
    }

    /// <summary>PyTorch and optax silently make all gradients 0 where one is infinite.</summary>
    [Theory, InlineData(float.NaN), InlineData(float.PositiveInfinity), InlineData(float.NegativeInfinity)]
    public void Skip_says_so_and_leaves_a_gradient_of_zeros(float bad)
    {
        float[] gradient = [30, bad, 40];
        var clip = Clip.ByNorm(gradient, 1, NonFinite.Skip);
        Assert.Equal((0f, true, false, 1L), (clip.Coefficient, clip.Skip, clip.IsClipped, clip.NonFiniteCount));
        Assert.False(double.IsFinite(clip.Norm));
        Assert.Equal([0, 0, 0], gradient);
    }

    /// <summary>optax's zero_nans leaves infinities.</summary>
    [Theory, InlineData(float.NaN), InlineData(float.PositiveInfinity), InlineData(float.NegativeInfinity)]
    public void Zero_replaces_what_is_not_finite_and_clips_the_rest(float bad)
    {
        float[] gradient = [30, bad, 40], within = [0.5f, bad, -0f];
        var clip = Clip.ByNorm(gradient, 1, NonFinite.Zero);
        Assert.Equal((0.02f, 50.0, 1L, false), (clip.Coefficient, clip.Norm, clip.NonFiniteCount, clip.Skip));
        Assert.Equal([0.02f * 30, 0, 0.02f * 40], gradient);
        Clip.ByNorm(within, 1, NonFinite.Zero);
        Assert.Equal(Gradients.Bits([0.5f, 0, -0f]), Gradients.Bits(within));
    }

    [Theory, InlineData(float.NaN), InlineData(float.PositiveInfinity)]
    public void Propagate_makes_every_element_NaN(float bad)
    {
        float[] gradient = [30, bad, 0];
        Assert.Equal(float.NaN, Clip.ByNorm(gradient, 1, NonFinite.Propagate).Coefficient);
        Assert.All(gradient, g => Assert.Equal(float.NaN, g));
    }

    /// <summary>Where maxima drop NaN, as fmaxf does, a NaN gradient has a finite norm.</summary>
    [Fact]
    public void The_infinity_norm_sees_NaN()
        => Assert.Throws<NotFiniteNumberException>(() => Clip.ByNorm([1, float.NaN, 2], 5, norm: Norm.Infinity));

    [Theory, InlineData(-1.0), InlineData(double.NaN), InlineData(double.NegativeInfinity)]
    public void A_negative_threshold_or_NaN_is_refused_before_anything_is_written(double threshold)
    {
        var gradient = Five.ToArray();
        Memory<float>[] gradients = [gradient];
        Throws("maxNorm", () => Clip.ByNorm(gradient, threshold));
        Throws("maxNorm", () => Clip.ByNorm(gradients, threshold));
        Throws("maxNorm", () => Clip.EachByNorm(gradients, new ClipCoefficient[1], threshold));
        Throws("maxNorm", () => Clip.EachByNorm([], [], threshold));
        Throws("limit", () => Clip.ByValue(gradient, (float)threshold));
        Throws("factor", () => Clip.Adaptive(Five, gradient, 3, UnitAxis.Rows, out _, factor: threshold));
        Throws("epsilon", () => Clip.Adaptive(Five, gradient, 3, UnitAxis.Rows, out _, epsilon: threshold));
        Assert.Equal(Gradients.Bits(Five), Gradients.Bits(gradient));

        static void Throws(string name, Action call)
            => Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(call).ParamName);
    }

    [Fact]
    public void An_unknown_policy_is_refused()
        => Assert.Equal("nonFinite", Assert.Throws<ArgumentOutOfRangeException>(
            () => Clip.ByNorm([1], 1, (NonFinite)9)).ParamName);

    [Fact]
    public void Too_little_room_for_coefficients_is_refused()
        => Assert.Equal("clips", Assert.Throws<ArgumentException>(
            () => Clip.EachByNorm([new float[1], new float[1]], new ClipCoefficient[1], 1)).ParamName);

    /// <summary>Vectorised code of a peer makes NaN -limit, and its tail keeps it: so all lengths.</summary>
    [Fact]
    public void Clipping_by_value_keeps_NaN_at_every_length()
    {
        for (var length = 1; length < 40; length++)
        {
            var gradient = new float[length];
            Array.Fill(gradient, float.NaN);
            Clip.ByValue(gradient, 2);
            Assert.All(gradient, g => Assert.Equal(float.NaN, g));
        }
    }

    [Fact]
    public void Clipping_by_value_bounds_each_element()
    {
        float[] gradient = [-5, -2, -0f, 0.5f, 2, 3, float.PositiveInfinity, float.NegativeInfinity];
        Clip.ByValue(gradient, 2);
        Assert.Equal(Gradients.Bits([-2, -2, -0f, 0.5f, 2, 2, 2, -2]), Gradients.Bits(gradient));
        Clip.ByValue(gradient, 0);
        Assert.All(gradient, g => Assert.Equal(0, g));
    }

    [Fact]
    public void Scaling_by_zero_gives_zeros_whatever_was_there()
    {
        float[] gradient = [float.NaN, -1, float.PositiveInfinity];
        Clip.Scale(gradient, new() { Coefficient = 0 });
        Assert.Equal(Gradients.Bits([0, 0, 0]), Gradients.Bits(gradient));
    }

    [Fact]
    public void The_same_coefficient_fits_a_step_that_takes_it()
    {
        var gradient = Gradients.Of(100);
        var norm = new GradientNorm();
        norm.Add(gradient);
        var clip = norm.Clip(1);
        var fused = gradient.Select(g => g * clip.Coefficient).ToArray();
        Clip.Scale(gradient, clip);
        Assert.Equal(fused, gradient);
    }
}
