// A function along one input, the user's own method or a slope, and how many of its digits can be believed. A formula such as 1 + tanh(u) may have
// lost all of them and still look smooth, a perfect 0; so the loss is measured by disturbing every intermediate value of the
// same formula by a known amount at random (stochastic arithmetic), and seeing how much arrives.
using Kernels.Ir;

namespace Kernels.Verification;

/// <param name="function">From the inputs and the hyperparameters.</param>
/// <param name="body">The same as a formula: one output.</param>
internal sealed class NumericFunction(ActivationInfo activation, Func<double[], double[], double> function, Body body)
{
    const int Draws = 4, Disturbance = -30, Precision = -52, Seed = 43;

    readonly double[] parameters = [.. activation.Parameters.Select(parameter => (double)parameter.Default)];

    /// <summary>The definition itself.</summary>
    public static NumericFunction Value(ActivationInfo activation)
        => new(activation, (x, p) => activation.Definition(x, p), Definition.Read(activation.Ir).Body);

    /// <summary>Its slope along an input, in the stable form.</summary>
    public static NumericFunction Slope(ActivationInfo activation, int input)
    {
        var slope = Body.From(BodyText.Read(activation.StableIr.Split('\n')).Load(new ExprPool())[1 + input]);
        return new(activation, (x, p) => Interpreter.Run(slope, x, p)[0], slope);
    }

    public LocalSlope Slope(float[] point, int input)
    {
        var at = point.Select(x => (double)x).ToArray();
        double F(double x)
        {
            at[input] = x;
            return function(at, parameters);
        }
        var noise = Noise(at);
        // A factor x that is tiny hides what the rest has lost; the steps go where it is not.
        at[input] = point[input] + NumericSlope.LargestStep(point[input]);
        if (Noise(at) is var beside && double.IsFinite(beside)) noise = Math.Max(noise, beside);
        return LocalSlope.At(F, point[input], noise);
    }

    double Noise(double[] at)
    {
        var random = new Random(Seed);
        double Disturb(double value) => value * (1 + Math.ScaleB(2 * random.NextDouble() - 1, Disturbance));
        var value = Interpreter.Run(body, at, parameters)[0];
        var arrived = Enumerable.Range(0, Draws).Max(_ => Math.Abs(Interpreter.Run(body, at, parameters, round: Disturb)[0] - value));
        return Math.ScaleB(2 * arrived, Precision - Disturbance);
    }
}
