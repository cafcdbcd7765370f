// BackwardBackward is the derivative of Backward: what it gives for each pair of inputs,
// against numeric derivatives of the slopes.
namespace Kernels.Verification;

internal static class SecondOrder
{
    /// <param name="upstream">Upstream gradients, and what arrives at the gradients.</param>
    public static IEnumerable<string> Check(
        ActivationInfo activation, KernelRunner runner, float[][] inputs, float[] upstream)
    {
        // One of several results has none.
        if (activation.Kernels.FirstOrDefault(candidate => candidate.Name == "BackwardBackward") is not { } kernel)
            return [];
        if (!runner.Offers(activation, kernel)) return [];
        var (oracle, judge) = (new Oracle(activation), new SlopeJudge(activation, runner.Name));
        foreach (var direction in activation.Followed)
        {
            var slope = NumericFunction.SlopeOf(activation, direction);
            var outputs = KernelInputs.Run(runner, activation, kernel, inputs, upstream, direction: direction);
            var quantities = MeasuredOutput.Of(activation, kernel, direction);
            for (var output = 0; output < activation.Followed.Count; output++)
                for (var k = 0; k < upstream.Length; k++)
                {
                    float[] point = [.. inputs.Select(values => values[k])];
                    var local = slope.Slope(point, activation.Followed[output], k);
                    var truth = local.Kind == SlopeKind.Kink || float.IsNaN(outputs[output][k])
                        ? oracle.At(point, order: 2, position: k)
                        : default;
                    // Where another second derivative is beyond the floats, 0 times it is no number;
                    // where there is none, any answer is as good.
                    if (float.IsNaN(outputs[output][k]) && !truth.IsFloat
                        || local.Kind == SlopeKind.Kink && truth.Curvatures is null)
                        continue;
                    var name =
                        $"{kernel.Destinations[output]} of BackwardBackward along {activation.Inputs[direction]}";
                    var (at, along, position, by) =
                        (output, activation.Followed[output], k, new MeasuredOutput(1, direction));
                    judge.Judge(
                        name, local, point, outputs[output][k], upstream[k],
                        () => quantities[at].In(oracle.At(point, order: 2, position: position))?.ToDouble()
                            ?? double.NaN,
                        () => oracle.Difference(point, by, along, position), isConvention: false);
                }
        }
        return judge.Failures;
    }
}
