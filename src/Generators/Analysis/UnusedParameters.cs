// Inputs and hyperparameters that change nothing: absent from the formula, or without a trace in its values and its
// derivatives. The slope of a surrogate gradient, s + Detach(step - s), is in the derivative alone.
using Kernels.Optimise;

namespace Kernels.Analysis;

internal sealed class UnusedParameters(CheckedKernel subject, double[][] inputs, CancellationToken cancellation)
{
    const int Points = 512;

    readonly Body formula = subject.Definition.Body;
    readonly bool isStopped = subject.Definition.Body.Instructions.Any(instruction => instruction.Op == Op.Detach);
    readonly double[][] some =
        [.. inputs.Select(input => input.Where((_, k) => k % (input.Length / Points + 1) == 0).ToArray())];

    public IEnumerable<Finding> Findings()
    {
        if (subject.Definition.Inputs.Count + subject.Definition.Parameters.Count < 2
            && formula.Instructions.Any(i => i.Op == Op.Input))
            yield break;
        // One draw of a random number takes one branch: what has no effect there may have it elsewhere.
        if (subject.Definition.Seeds.Any()) yield break;
        // At the defaults, and at other values: a default of 0 hides what it multiplies.
        (double[] At, double[][] Values)[] settings =
            [.. Hyperparameters.Around(subject.Parameters, [1]).Select(setting => (setting, Run(some, setting)))];
        for (var input = 0; input < some.Length; input++)
            if (!Appears(Op.Input, input) || !settings.Any(setting
                => Inputs(input).Any(other => Differ(Run(other, setting.At), setting.Values))))
                yield return Without(input);
        for (var parameter = 0; parameter < subject.Parameters.Length; parameter++)
            if (!Appears(Op.Parameter, parameter) || !settings.Any(setting
                => Parameters(setting.At, parameter).Any(other => Differ(Run(some, other), setting.Values))))
                yield return Without(some.Length + parameter);
    }

    static Finding Without(int place) => new(Disease.NoEffect, place, default, 0, 0, 0);

    bool Appears(Op op, int index)
        => formula.Instructions.Any(instruction => instruction.Op == op && instruction.Index == index);

    IEnumerable<double[][]> Inputs(int input)
        => [[.. some.Select((values, i) => i == input ? Enumerable.Reverse(values).ToArray() : values)]];

    static IEnumerable<double[]> Parameters(double[] setting, int parameter)
    {
        foreach (var change in (Func<double, double>[])[p => 1.5 * p, p => p + 1, p => -p,
            p => p - 1, _ => 0, p => 0.01 * p])
            yield return [.. setting.Select((value, i) => i == parameter ? change(value) : value)];
    }

    /// <summary>
    /// The value, and what derivatives there are of what is stopped: nobody else's is there without the value's.
    /// </summary>
    double[][] Run(double[][] points, double[] parameters)
    {
        var values = LaneInterpreter.InDouble.Run(formula, points, parameters, cancellation);
        return isStopped
            ? [.. values, .. LaneInterpreter.InDouble.Run(subject.Stable, points, parameters, cancellation).Skip(1)]
            : values;
    }

    static bool Differ(double[][] a, double[][] b)
    {
        for (var output = 0; output < a.Length; output++)
            for (var k = 0; k < a[output].Length; k++)
                if (!a[output][k].Equals(b[output][k])) return true;
        return false;
    }
}
