// BackwardBackward is the derivative of Backward: what it gives for each pair of inputs, against numeric derivatives of the slopes.
namespace Kernels.Verification;

internal static class SecondOrder
{
    /// <param name="upstream">Upstream gradients, and what arrives at the gradients.</param>
    public static IEnumerable<string> Check(ActivationInfo activation, KernelRunner runner, float[][] inputs, float[] upstream)
    {
        var kernel = activation["BackwardBackward"];
        if (!runner.Offers(activation, kernel)) return [];
        var (oracle, judge) = (new Oracle(activation), new SlopeJudge(activation, runner.Name));
        for (var direction = 0; direction < inputs.Length; direction++)
        {
            var slope = NumericFunction.Slope(activation, direction);
            var outputs = KernelInputs.Run(runner, activation, kernel, inputs, upstream, direction: direction);
            var quantities = Quantity.Of(activation, kernel, direction);
            for (var input = 0; input < inputs.Length; input++)
                for (var k = 0; k < upstream.Length; k++)
                {
                    float[] point = [.. inputs.Select(values => values[k])];
                    // Where another second derivative is beyond the floats, 0 times it is no number.
                    if (float.IsNaN(outputs[input][k]) && !oracle.At(point, order: 2).IsFloat) continue;
                    var name = $"{kernel.Destinations[input]} of BackwardBackward along {activation.Inputs[direction]}";
                    double AtKink() => quantities[input].In(oracle.At(point, order: 2))?.ToDouble() ?? double.NaN;
                    judge.Judge(name, slope.Slope(point, input), point, outputs[input][k], upstream[k], AtKink, isBetween: false);
                }
        }
        return judge.Failures;
    }
}
