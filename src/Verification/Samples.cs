namespace Kernels.Verification;

/// <summary>Floats to test with, the same in every run.</summary>
public static class Samples
{
    const int Seed = 20250131;

    /// <summary>
    /// Zeros, the ends of the normal and subnormal ranges, infinities and NaN, and where formulas like to switch.
    /// </summary>
    public static IReadOnlyList<float> Boundaries { get; } =
    [
        .. from magnitude in (float[])
           [
               0, float.Epsilon, 1.1754942E-38f, 1.17549435E-38f, float.MaxValue,
               0.25f, 0.5f, 0.6931472f, 1, 2, 3, 6, 10, 16, 20, 32, 88.72284f, 103.97208f, 1e10f, 1e30f,
           ]
           from neighbour in (float[])[MathF.BitDecrement(magnitude), magnitude, MathF.BitIncrement(magnitude)]
           where float.IsFinite(neighbour)
           from signed in (float[])[neighbour, -neighbour]
           select signed,
    ];

    /// <summary>
    /// <paramref name="count"/> finite floats, in random order: the boundaries, every exponent of both signs with
    /// random mantissas, and, in the larger half, ±[0.1, 10], where activations bend.
    /// </summary>
    public static float[] Stratified(int count, int stream = 0)
    {
        var random = new Random(Seed + stream);
        var samples = new float[count];
        for (var i = 0; i < count; i++)
            samples[i] = i < Boundaries.Count ? Boundaries[i]
                : i % 2 == 0 ? OfExponent(i / 4 % 255, random) * (i / 2 % 2 == 0 ? 1 : -1)
                : (float)(0.1 + 9.9 * random.NextDouble()) * (i / 2 % 2 == 0 ? 1 : -1);
        random.Shuffle(samples);
        return samples;
    }

    /// <summary>One array for each input, each in an order of its own, so that all kinds of values meet.</summary>
    public static float[][] Stratified(int count, ActivationInfo activation)
        => [.. activation.Inputs.Select((_, input) => Stratified(count, input))];

    /// <summary>
    /// Where formulas of several inputs cancel and choose: inputs that lie far from 0 and near each other, that are
    /// equal or opposite, of magnitudes far apart, and one at a special point while the others are of any size; of one
    /// input those far from 0. Beside all of them the constants of the formula.
    /// </summary>
    internal static float[][] Special(ActivationInfo activation)
    {
        var random = new Random(Seed - 1);
        var inputs = activation.Inputs.Count;
        float[] constants = [.. Ir.Definition.Read(activation.Ir).Body.Instructions
            .Where(instruction => instruction.Op == Ir.Op.Constant).Select(instruction => (float)instruction.Constant)
            .Concat(activation.Parameters.Select(parameter => parameter.Default))
            .Where(float.IsFinite).Distinct().Take(16)];
        float[] special = [0, -0f, 1, -1, 0.5f, .. constants.SelectMany(
            constant => (float[])[constant, -constant, MathF.BitIncrement(constant), MathF.BitDecrement(constant)])];
        var points = new List<float[]>();
        void Add(Func<int, double> value)
            => points.Add([.. Enumerable.Range(0, inputs).Select(input => (float)value(input))
                .Select(x => float.IsFinite(x) ? x : 0)]);
        double Plain() => 8 * random.NextDouble() - 4;
        double Any() => Math.Pow(10, 60 * random.NextDouble() - 30) * (random.Next(2) * 2 - 1);
        foreach (var offset in (double[])[100, -100, 1e4, -1e4, 1e7, -1e7, 1e10])
            for (var i = 0; i < 8; i++)
            {
                Add(_ => offset + Plain());
                if (inputs > 1) Add(input => input % 2 == 0 ? offset + Plain() : Plain() - offset);
            }
        for (var i = 0; i < 48 && inputs > 1; i++)
        {
            var (same, wide) = (Plain(), Any());
            Add(_ => same);
            Add(input => input % 2 == 0 ? same : -same);
            Add(_ => wide);
            Add(_ => Any());
        }
        foreach (var at in special)
            for (var input = 0; input < inputs; input++)
                foreach (var other in (Func<double>[])[Plain, Any]) Add(i => i == input ? at : other());
        return [.. Enumerable.Range(0, inputs).Select(input => points.Select(point => point[input]).ToArray())];
    }

    /// <summary>The same floats for each input; after the first in an order of its own.</summary>
    internal static float[][] Orders(float[] samples, ActivationInfo activation)
        => [.. activation.Inputs.Select((_, input) =>
        {
            var order = samples.ToArray();
            if (input > 0) new Random(Seed + input).Shuffle(order);
            return order;
        })];

    /// <summary>Any finite float of that biased exponent; 0 is the subnormal range.</summary>
    static float OfExponent(int biased, Random random)
        => BitConverter.Int32BitsToSingle(biased << 23 | random.Next(1 << 23));
}
