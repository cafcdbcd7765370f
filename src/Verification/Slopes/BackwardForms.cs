// The forms of one backward kernel agree with each other: accumulated, written over its own sources, and linear in the
// upstream gradient (doubling and negating it are exact).
using System.Globalization;

namespace Kernels.Verification;

internal static class BackwardForms
{
    public static IEnumerable<string> Check(ActivationInfo activation, KernelRunner runner, float[][] inputs)
    {
        var backward = activation["Backward"];
        var upstream = GradientPoints.Upstream(inputs[0].Length);
        var plain = KernelInputs.Run(runner, activation, backward, inputs, upstream);
        return
        [
            .. Linear(activation, runner, inputs, upstream, plain),
            .. Aliased(activation, runner, inputs, upstream, plain),
            .. Accumulated(activation, runner, inputs, upstream, plain),
        ];
    }

    static IEnumerable<string> Linear(
        ActivationInfo activation, KernelRunner runner, float[][] inputs, float[] upstream, float[][] plain)
        => from factor in (float[])[2, -1]
           let scaled = KernelInputs.Run(runner, activation, activation["Backward"], inputs,
               [.. upstream.Select(dy => dy * factor)])
           from failure in Compare($"Backward with an upstream gradient {(factor > 0 ? "doubled" : "negated")}",
               // what is subnormal is rounded before it is doubled
               activation, runner, inputs, scaled, (output, k) => plain[output][k] * factor,
               (output, k) => factor < 0 || float.IsNormal(plain[output][k]) ? 0 : 4.0 * float.Epsilon)
           select failure;

    static IEnumerable<string> Aliased(
        ActivationInfo activation, KernelRunner runner, float[][] inputs, float[] upstream, float[][] plain)
    {
        var backward = activation["Backward"];
        foreach (var destination in Enumerable.Range(0, backward.Destinations.Count))
            foreach (var source in Enumerable.Range(0, backward.Sources.Count))
            {
                // The source's memory is the destination.
                float[][] arguments = [.. inputs, upstream.ToArray()];
                arguments[source] = arguments[source].ToArray();
                var outputs = plain.Select(output => new float[output.Length]).ToArray();
                outputs[destination] = arguments[source];
                runner.Run(activation, backward, [.. arguments], [.. outputs.Select(output => output.AsMemory())],
                    KernelInputs.Defaults(activation));
                var form =
                    $"Backward with {backward.Destinations[destination]} in the memory of {backward.Sources[source]}";
                foreach (var failure in Compare(form, activation, runner, inputs, outputs,
                    (output, k) => plain[output][k], (_, _) => 0))
                    yield return failure;
            }
    }

    static IEnumerable<string> Accumulated(
        ActivationInfo activation, KernelRunner runner, float[][] inputs, float[] upstream, float[][] plain)
    {
        var kernel = activation["BackwardAccumulate"];
        if (!runner.Offers(activation, kernel)) return [];
        var before = GradientPoints.Upstream(upstream.Length);
        var sums =
            KernelInputs.Run(runner, activation, kernel, inputs, upstream, [.. plain.Select(_ => before.ToArray())]);
        // The product may be rounded before it is added, or not: both are right.
        return Compare("BackwardAccumulate", activation, runner, inputs, sums,
            (output, k) => (float)((double)before[k] + plain[output][k]),
            (output, k) => Ulp.Unit((double)before[k] + plain[output][k]) + 2 * Ulp.Unit(plain[output][k]));
    }

    static IEnumerable<string> Compare(
        string form, ActivationInfo activation, KernelRunner runner, float[][] inputs, float[][] actual,
        Func<int, int, float> expected, Func<int, int, double> allowed)
        => from output in Enumerable.Range(0, actual.Length)
           from k in Enumerable.Range(0, actual[output].Length)
           let want = expected(output, k)
           where !actual[output][k].Equals(want) && !(Math.Abs((double)actual[output][k] - want) <= allowed(output, k))
           let point = UlpReport.Spell(inputs.Select(input => input[k]))
           select string.Create(CultureInfo.InvariantCulture,
               $"{activation.FullName} {form} on {runner.Name} at {point} gives {actual[output][k]:G9} "
                   + $"in output {output}, not {want:G9}");
}
