// Where gradients are checked: densely where activations bend, sparsely over many magnitudes, and at the constants that
// the formula names, for there are its kinks.
using Kernels.Ir;

namespace Kernels.Verification;

internal static class GradientPoints
{
    const int Seed = 41;

    public static float[][] Of(ActivationInfo activation)
    {
        var constants = Definition.Read(activation.Ir).Body.Instructions
            .Where(instruction => instruction.Op == Op.Constant).Select(instruction => (float)instruction.Constant)
            .Where(constant => Math.Abs(constant) < 1e4f).SelectMany(constant => (float[])[constant, -constant]);
        var random = new Random(Seed);
        float[] points =
        [
            .. constants, 0,
            .. Enumerable.Range(-20, 32)
                .SelectMany(exponent => (float[])[MathF.ScaleB(1.3f, exponent), -MathF.ScaleB(1.7f, exponent)]),
            .. Enumerable.Range(0, 400).Select(_ => (float)(16 * random.NextDouble() - 8)),
        ];
        return Samples.Orders(points, activation);
    }

    /// <summary>Upstream gradients of both signs, from ½ to 2.</summary>
    public static float[] Upstream(int length)
    {
        var random = new Random(Seed + 1);
        return [.. Enumerable.Range(0, length)
            .Select(k => (float)Math.Pow(2, 2 * random.NextDouble() - 1) * (k % 2 == 0 ? 1 : -1))];
    }
}
