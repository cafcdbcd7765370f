// Gradients against numeric derivatives of the loss Σ dy·y, y by the user's own method: along random directions through
// all elements of a variable, and along single ones.
using System.Globalization;

namespace Kernels.Verification;

internal sealed class RowSlopes(RowSample sample, KernelRunner runner)
{
    const int Directions = 3, Singles = 4, Seed = 53;

    /// <summary>
    /// What a derivative may differ: relative to each element's, and to the largest's,
    /// as what a row shares has an absolute error.
    /// </summary>
    const double Tolerance = 1e-5, RowTolerance = 4e-6;

    /// <summary>
    /// And what one number for all elements may, as a part of all the terms of the loss: they cancel in it.
    /// </summary>
    const double TotalTolerance = 1e-6;

    /// <summary>What the method's own double arithmetic makes of numbers about 1 in a step.</summary>
    static readonly double Noise = Math.ScaleB(1, -44);

    /// <summary>A numeric derivative that is less sure than that judges nothing.</summary>
    const double Sure = 1e-4;

    public List<string> Failures { get; } = [];
    public int Checked { get; private set; }
    public int Unsure { get; private set; }
    public double Max { get; private set; }

    public RowSlopes Check()
    {
        // A derivative that is stopped is none of the method.
        if (sample.Has(Ir.Op.Detach) || sample.Info.Kernels.All(kernel => kernel.Name != "Backward")) return this;
        var backward = sample.Info["Backward"];
        var gradients = sample.Run(runner, backward);
        for (var input = 0; input < sample.Inputs.Length; input++)
        {
            var name = "d" + sample.Info.Inputs[input].Name;
            var output = Enumerable.Range(0, gradients.Length)
                .FirstOrDefault(i => backward.Destinations[i].Name == name, -1);
            if (output >= 0) Check(name, input, gradients[output]);
            else if (!sample.IsPosition(input))
                Check(name + ", which has no destination", input, new float[sample.Inputs[input].Length]);
        }
        // Their destinations come last, in order.
        int[] trainables =
            [.. Enumerable.Range(0, sample.Info.Parameters.Count).Where(i => sample.Info.Parameters[i].IsTrainable)];
        for (var i = 0; i < trainables.Length; i++)
        {
            var output = gradients.Length - trainables.Length + i;
            Check(backward.Destinations[output].Name, sample.Inputs.Length + trainables[i], gradients[output]);
        }
        return this;
    }

    void Check(string name, int variable, float[] gradient)
    {
        var random = new Random(Seed + variable);
        for (var i = 0; i < Directions; i++)
            Judge(name, variable, gradient,
                [.. gradient.Select(_ => (random.Next(2) * 2 - 1) * (0.5 + random.NextDouble()))]);
        for (var i = 0; i < Math.Min(Singles, gradient.Length); i++)
        {
            var single = new double[gradient.Length];
            single[random.Next(single.Length)] = 1;
            Judge(name, variable, gradient, single);
        }
    }

    void Judge(string name, int variable, float[] gradient, double[] direction)
    {
        var at = RowMethod.Of(sample);
        var slope = NumericSlope.Central(step => at.Moved(variable, direction, step).Loss().Sum, 0,
            Math.ScaleB(at.Loss().Size, -50));
        var largest = gradient.Max(Math.Abs);
        var total = Noise + (variable < sample.Inputs.Length ? 0 : TotalTolerance * at.Loss().Size);
        var allowed = total + gradient.Zip(direction,
            (value, along) => Math.Abs(along) * (Tolerance * Math.Abs(value) + RowTolerance * largest)).Sum();
        var actual = gradient.Zip(direction, (value, along) => value * along).Sum();
        if (!(slope.Error <= Math.Max(allowed, Sure)))
        {
            Unsure++;
            return;
        }
        Checked++;
        var error = Math.Abs(actual - slope.Value) / (allowed + slope.Error);
        Max = Math.Max(Max, error);
        if (error <= 1) return;
        var way = direction.Count(along => along != 0) == 1
            ? $"element {Array.FindIndex(direction, along => along != 0)}"
            : $"a direction of seed {Seed + variable}";
        Failures.Add(string.Create(CultureInfo.InvariantCulture,
            $"{RowCheck.Subject(sample, runner)}, Backward {name} along {way} is {actual:G9}, "
                + $"numerically {slope.Value:G9} ± {allowed + slope.Error:G2}"));
    }
}
