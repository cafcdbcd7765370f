// A definition tried at points: what the kernels give, what the stable form gives in
// double precision, and how far these are apart.
using Kernels.Verification;

namespace Kernels.Analysis;

internal sealed class Trial
{
    /// <summary>
    /// How many of an output's worst points are looked at more closely, with so many neighbours each, so near.
    /// </summary>
    const int Worst = 8, Neighbours = 24;
    const double Near = 1.0 / 64, Golden = 0.61803398874989485;

    public Trial(CheckedKernel subject, double[][] inputs, CancellationToken cancellation)
    {
        Inputs = inputs;
        Actual = LaneInterpreter.Of(subject.Doubles).Run(subject.Lowered, inputs, subject.Parameters, cancellation);
        Expected = LaneInterpreter.InDouble.Run(subject.Stable, inputs, subject.Written, cancellation);
        Errors = [.. Actual.Select((actual, output) => actual.Zip(Expected[output], Error).ToArray())];
    }

    public double[][] Inputs { get; }
    public double[][] Actual { get; }
    public double[][] Expected { get; }

    /// <summary>In ULP; -1 where neither is a number.</summary>
    public double[][] Errors { get; }

    public int Outputs => Actual.Length;

    /// <summary>Points around the worst of each output.</summary>
    public double[][] Closer()
    {
        int[] worst = [.. Errors.SelectMany(
            errors => Enumerable.Range(0, errors.Length).OrderByDescending(k => errors[k]).Take(Worst))];
        return [.. Inputs.Select((input, i) => (double[])[
            .. worst.SelectMany(k => Enumerable.Range(1, Neighbours).Select(n => Beside(input[k], n * (i + 1))))])];
    }

    static double Beside(double x, int n)
    {
        var turns = n * Golden;
        var near = (double)(float)(x * (1 + Near * 2 * (turns - Math.Floor(turns) - 0.5)));
        return double.IsInfinity(near) ? x : near;
    }

    static double Error(double actual, double expected)
        => double.IsNaN(expected) ? float.IsFinite((float)actual) ? 0 : -1 : Ulp.Error((float)actual, expected);
}
