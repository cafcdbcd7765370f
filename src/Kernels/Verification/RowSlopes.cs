// Gradients against numeric derivatives of the loss Σ dy·y, y by the user's own method: along random directions through all
// elements of a variable, and along single ones.
namespace Kernels.Verification;

internal sealed class RowSlopes(RowSample sample, RowRunner runner)
{
    const int Directions = 3, Singles = 4, Seed = 53;

    /// <summary>What a derivative may differ: relative to each element's, and to the largest's, as what a row shares has an absolute error.</summary>
    const double Tolerance = 1e-5, RowTolerance = 4e-6;

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
        string[] variables = [.. sample.Info.Inputs.Select(input => input.Name), .. sample.Info.Parameters.Select(parameter => parameter.Name)];
        for (var variable = 0; variable < variables.Length; variable++)
        {
            var name = "d" + variables[variable];
            var output = Enumerable.Range(0, gradients.Length).FirstOrDefault(i => backward.Destinations[i].Name == name, -1);
            var isInput = variable < sample.Inputs.Length;
            if (output >= 0) Check(name, variable, gradients[output]);
            else if (isInput && !sample.IsPosition(variable)) Check(name + ", which has no destination", variable, new float[sample.Inputs[variable].Length]);
        }
        return this;
    }

    void Check(string name, int variable, float[] gradient)
    {
        var random = new Random(Seed + variable);
        for (var i = 0; i < Directions; i++) Judge(name, variable, gradient, [.. gradient.Select(_ => (random.Next(2) * 2 - 1) * (0.5 + random.NextDouble()))]);
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
        var slope = NumericSlope.Central(step => at.Moved(variable, direction, step).Loss().Sum, 0, Math.ScaleB(at.Loss().Size, -50));
        var largest = gradient.Max(Math.Abs);
        var allowed = gradient.Zip(direction, (value, along) => Math.Abs(along) * (Tolerance * Math.Abs(value) + RowTolerance * largest)).Sum();
        var actual = gradient.Zip(direction, (value, along) => value * along).Sum();
        if (!(slope.Error <= Math.Max(allowed, Sure)))
        {
            Unsure++;
            return;
        }
        Checked++;
        var error = Math.Abs(actual - slope.Value) / (allowed + slope.Error);
        Max = Math.Max(Max, error);
        if (!(error <= 1))
            Failures.Add(FormattableString.Invariant(
                $"{RowCheck.Subject(sample, runner)}, Backward {name} along {(direction.Count(along => along != 0) == 1 ? $"element {Array.FindIndex(direction, along => along != 0)}" : $"a direction of seed {Seed + variable}")} is {actual:G9}, numerically {slope.Value:G9} ± {allowed + slope.Error:G2}"));
    }
}
