// Where a definition is tried: every exponent of both signs, subnormals among them; the range where activations
// bend, more densely; the ends of the formats; and the neighbours of every constant in the formula. Of several
// inputs one goes through all of these while the others stay of moderate size. The same points in every build:
// low-discrepancy sequences, no random numbers.
namespace Kernels.Analysis;

internal static class Points
{
    const double Golden = 0.61803398874989485, Plastic = 0.75487766624669276;
    const int PerExponent = 4, Bent = 512, Wide = 256;

    static readonly float[] Ends =
        [0, float.Epsilon, 1.1754942e-38f, 1.17549435e-38f, float.MaxValue, 16777216, 8388608, 0.5f, 1, 2];

    /// <summary>inputs[i][k] is input i of point k, a float.</summary>
    /// <param name="share">Which part of the points: large bodies have fewer.</param>
    public static double[][] Of(Definition definition, double share)
    {
        var line = Line(definition).Where((_, i) => Fraction(i * Golden) < share / definition.Inputs.Count).ToArray();
        return [.. definition.Inputs.Select((_, input) => (double[])[
            .. definition.Inputs.SelectMany((_, running) => running == input ? line : Moderate(line.Length, input))])];
    }

    /// <summary>Floats in no order.</summary>
    public static double[] Line(Definition definition)
    {
        var line = new List<double>();
        for (var exponent = 0; exponent < 255; exponent++)
            for (var i = 0; i < PerExponent; i++)
                Add(BitConverter.Int32BitsToSingle(exponent << 23
                    | (int)(Fraction((exponent * PerExponent + i + 1) * Golden) * (1 << 23))) * (i % 2 == 0 ? 1 : -1));
        for (var i = 0; i < Bent; i++) Add((float)(24 * (Fraction((i + 1) * Golden) - 0.5)));
        for (var i = 0; i < Wide; i++) Add((float)(220 * (Fraction((i + 1) * Plastic) - 0.5)));
        foreach (var value in Ends.Concat(Constants(definition)))
            foreach (var near in (float[])[value, Floats.Next(value, 1),
                Floats.Next(value, -1), Floats.Next(value, 9999)])
            {
                Add(near);
                Add(-near);
            }
        return [.. line];

        void Add(double value)
        {
            if (double.IsFinite(value)) line.Add(value);
        }
    }

    static IEnumerable<float> Constants(Definition definition)
        => definition.Body.Instructions.Where(instruction => instruction.Op == Op.Constant)
            .Select(instruction => Math.Abs((float)instruction.Constant))
            .Concat(definition.Parameters.Select(parameter => Math.Abs((float)parameter.Default)))
            .Where(value => value > 0 && float.IsFinite(value)).Distinct().Take(32);

    static IEnumerable<double> Moderate(int count, int input)
        => Enumerable.Range(1, count).Select(i => (double)(float)(8 * (Fraction(i * (Plastic + 0.1 * input)) - 0.5)));

    static double Fraction(double value) => value - Math.Floor(value);
}
