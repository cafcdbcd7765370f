using Kernels.Steps;

namespace Kernels.Training.Tests;

public class OptimiserTests
{
    const int Seed = 20261130;

    static readonly Options Plain = new(Decay: 0);

    static readonly Options[] Varied =
        [Plain, new(Decay: 0.125f), new(L1: 0.25f), new(Clip: 0.375f), new(0.125f, 0.25f, 0.375f, 0.5f)];

    public static TheoryData<string> Names => [.. StepReference.All.Select(step => step.Name)];

    static StepReference Find(string name) => StepReference.All.Single(step => step.Name == name);

    [Theory, MemberData(nameof(Names))]
    public void A_step_rounds_the_reference_formula_once(string name)
    {
        var (reference, random) = (Find(name), new Random(Seed));
        foreach (var options in Varied)
        {
            var optimiser = reference.Make(options);
            var (weights, state) = (Normal(random, 7), new float[7 * optimiser.States]);
            for (var t = 1; t <= 100; t++)
            {
                var gradients = Normal(random, 7);
                var (before, old) = (weights.ToArray(), state.ToArray());
                optimiser.Step(weights, gradients, state, t, options.Clip, options.Schedule);
                for (var k = 0; k < 7; k++)
                {
                    var own = Enumerable.Range(0, optimiser.States).Select(nth => (double)old[7 * nth + k]).ToArray();
                    var expected = reference.Step(before[k], gradients[k], own, t, options);
                    // The reference has its corrections in doubles, the kernel in floats: 2⁻²⁴ of the step each.
                    var allowed = Half(expected) + 1e-6 * reference.Rate;
                    Assert.True(Math.Abs(weights[k] - expected) <= allowed,
                        $"{name} {options} at t = {t}: weight {before[k]:R}, gradient {gradients[k]:R}: "
                            + $"expected {expected:R}, actual {weights[k]:R}");
                    for (var nth = 0; nth < own.Length; nth++)
                        Assert.True(Math.Abs(state[7 * nth + k] - own[nth]) <= Half(own[nth]),
                            $"{name} {options} at t = {t}: state {nth} expected {own[nth]:R}, "
                                + $"actual {state[7 * nth + k]:R}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_thousand_random_gradients_lead_where_the_reference_leads(string name)
    {
        var (reference, random) = (Find(name), new Random(Seed));
        var start = Normal(random, 5);
        var gradients = Enumerable.Range(0, 1000).Select(_ => Normal(random, 5)).ToArray();
        var (weights, truths) = Follow(reference, start, (t, _) => gradients[t - 1], new(Decay: 0.125f));
        // Where Lion's mean is next to 0, both may step in opposite directions.
        for (var k = 0; k < 5; k++) Assert.Equal(truths[k], weights[k], name is "Lion" ? 2e-4 : 2e-5);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_thousand_steps_on_a_quadratic_lead_where_the_reference_leads(string name)
    {
        var reference = Find(name);
        float[] start = [1, -2, 0.5f, 3], curvatures = [1, 0.25f, 4, 0.5f];
        var (weights, truths) = Follow(reference, start,
            (_, at) => [.. at.Zip(curvatures, (w, c) => (float)(c * (w - 0.1)))], Plain);
        // Steps that do not shrink with the gradient go to and fro around the lowest point.
        for (var k = 0; k < 4; k++)
            Assert.Equal(truths[k], weights[k], name is "Lion" or "RmsProp" ? 2 * reference.Rate : 2e-5);
        Assert.True(Distance(weights) < Distance(start), $"{name} moves away: {string.Join(", ", weights)}");

        double Distance(float[] at) => at.Zip(curvatures, (w, c) => c * (w - 0.1) * (w - 0.1)).Sum();
    }

    [Theory, MemberData(nameof(Names))]
    public void The_bits_of_an_element_depend_on_no_other(string name)
    {
        var (optimiser, random) = (Find(name).Make(new(0.125f, 0.25f)), new Random(Seed));
        const int Longest = 67;
        var (w, g, s) = (Normal(random, Longest), Normal(random, Longest), Normal(random, Longest));
        var whole = Run(Longest);
        for (var length = 0; length < Longest; length++)
            foreach (var offset in (int[])[0, Longest - length])
            {
                var part = Run(length, offset);
                for (var k = 0; k < length; k++)
                    Assert.Equal(BitConverter.SingleToUInt32Bits(whole.Weights[offset + k]),
                        BitConverter.SingleToUInt32Bits(part.Weights[k]));
            }

        (float[] Weights, float[] State) Run(int length, int offset = 0)
        {
            var weights = w.AsSpan(offset, length).ToArray();
            float[] state = [.. Enumerable.Range(0, optimiser.States)
                .SelectMany(_ => s.Skip(offset).Take(length).Select(MathF.Abs))];
            optimiser.Step(weights, g.AsSpan(offset, length), state, 3, 0.75f);
            return (weights, state);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void An_L1_penalty_makes_small_weights_exactly_zero(string name)
    {
        var optimiser = Find(name).Make(new(L1: 1));
        float[] weights = [1e-6f, -1e-6f, 2, -2], state = new float[4 * optimiser.States];
        optimiser.Step(weights, new float[4], state, 1);
        Assert.Equal([0, 0], weights[..2]);
        Assert.InRange(weights[2], 1.9f, 2 - 1e-5f);
        Assert.InRange(weights[3], -2 + 1e-5f, -1.9f);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_step_allocates_nothing(string name)
    {
        var optimiser = Find(name).Make(Plain);
        var (weights, gradients, state) = (new float[64], new float[64], new float[64 * optimiser.States]);
        optimiser.Step(weights, gradients, state, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var t = 1; t < 10; t++) optimiser.Step(weights, gradients, state, t);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void AmsGrad_keeps_the_largest_mean_square()
    {
        var optimiser = Optimiser.AmsGrad();
        float[] weight = [1], state = new float[3];
        optimiser.Step(weight, [8], state, 1);
        var largest = state[2];
        Assert.Equal(state[1], largest);
        for (var t = 2; t < 50; t++) optimiser.Step(weight, [0.001f], state, t);
        Assert.Equal(largest, state[2]);
        Assert.True(state[1] < largest);
    }

    [Fact]
    public void Lion_stays_where_the_mean_is_zero()
    {
        float[] weights = [0.75f, 0.75f, 0.75f], state = [0, 0, 0];
        Optimiser.Lion(rate: 0.25f).Step(weights, [0, 1e-30f, -1e-30f], state, 1);
        Assert.Equal([0.75f, 0.5f, 1], weights);
    }

    [Fact]
    public void A_clip_of_one_is_no_clip_to_the_bit()
    {
        var random = new Random(Seed);
        var (weights, gradients) = (Normal(random, 33), Normal(random, 33));
        var expected = new float[33];
        for (var k = 0; k < 33; k++) expected[k] = (float)(weights[k] - 0.01 * gradients[k]);
        Optimiser.Sgd().Step(weights, gradients, [], 1);
        Assert.Equal(expected, weights);
    }

    [Fact]
    public void The_element_parts_of_Adafactor_and_LAMB_are_their_formulas()
    {
        float[] gradient = [0.5f, -3], row = [4, 0.25f], column = [0.0625f, 9], update = new float[2];
        AdafactorUpdate.Step(gradient, row, column, update, clip: 0.5f);
        Assert.Equal([0.5f, -1], update);

        float[] weight = [2, -1], mean = [0, 1], square = [0, 4];
        var correction = AdamCorrections.At(3);
        LambUpdate.Step(weight, gradient, mean, square, update, mean, square, decay: 0.125f,
            correction1: correction.Mean, correction2: correction.Square);
        for (var k = 0; k < 2; k++)
        {
            var (m, v) = (0.9 * k + 0.1 * gradient[k], 0.999 * 4 * k + 0.001 * gradient[k] * gradient[k]);
            var expected = m / (1 - Math.Pow(0.9, 3)) / (Math.Sqrt(v / (1 - Math.Pow(0.999, 3))) + 1e-6);
            Assert.Equal(expected + 0.125 * weight[k], update[k], 1e-6);
        }
    }

    [Fact]
    public void Bad_settings_are_told_by_name()
    {
        foreach (var bad in (float[])[float.NaN, -1e-3f, float.PositiveInfinity])
        {
            Refused("rate", () => Optimiser.Sgd(rate: bad));
            Refused("rate", () => Optimiser.Adam(rate: bad));
            Refused("decay", () => Optimiser.AdamW(decay: bad));
            Refused("l1", () => Optimiser.Lion(l1: bad));
            Refused("momentum", () => Optimiser.Nesterov(momentum: bad));
            Refused("alpha", () => Optimiser.RmsProp(alpha: bad));
            Refused("rho", () => Optimiser.Adadelta(rho: bad));
        }
        Refused("beta2", () => Optimiser.AmsGrad(beta2: 1));
        Refused("epsilon", () => Optimiser.Adagrad(epsilon: 0));
    }

    [Fact]
    public void A_bad_step_throws_before_anything_is_written()
    {
        var optimiser = Optimiser.Adam();
        float[] weights = [1, 2], gradients = [1, 1], state = new float[4];
        Refused("t", () => optimiser.Step(weights, gradients, state, 0));
        Refused("clip", () => optimiser.Step(weights, gradients, state, 1, clip: float.NaN));
        Refused("schedule", () => optimiser.Step(weights, gradients, state, 1, schedule: -1));
        Wrong("gradients", () => optimiser.Step(weights, [1], state, 1));
        Wrong("state", () => optimiser.Step(weights, gradients, new float[3], 1));
        Wrong("weights", () => optimiser.Step(weights, weights, state, 1));
        Wrong("state", () => optimiser.Step(state.AsSpan(1, 2), gradients, state, 1));
        Assert.Equal([1, 2], weights);
        Assert.Equal(new float[4], state);
    }

    static (float[] Weights, double[] Truths) Follow(
        StepReference reference, float[] start, Func<long, double[], float[]> gradients, Options options)
    {
        var optimiser = reference.Make(options);
        var (weights, state) = (start.ToArray(), new float[start.Length * optimiser.States]);
        var truths = start.Select(w => (double)w).ToArray();
        var states = start.Select(_ => new double[optimiser.States]).ToArray();
        for (var t = 1; t <= 1000; t++)
        {
            var own = gradients(t, truths);
            optimiser.Step(weights, gradients(t, [.. weights.Select(w => (double)w)]), state, t);
            for (var k = 0; k < truths.Length; k++)
                truths[k] = reference.Step(truths[k], own[k], states[k], t, options);
        }
        return (weights, truths);
    }

    static double Half(double value) => 0.55 * (MathF.BitIncrement(MathF.Abs((float)value)) - MathF.Abs((float)value));

    static void Refused(string name, Action action)
        => Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(action).ParamName);

    static void Wrong(string name, Action action)
        => Assert.Equal(name, Assert.Throws<ArgumentException>(action).ParamName);

    static float[] Normal(Random random, int count)
        => [.. Enumerable.Range(0, count).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
            * Math.Cos(2 * Math.PI * random.NextDouble())))];
}
