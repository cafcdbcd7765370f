// A function along one input or trainable parameter, the user's own method or a slope, and how many of its digits can
// be believed. A formula such as 1 + tanh(u) may have lost all of them and still look smooth, a perfect 0; so the loss
// is measured by disturbing every intermediate value of the same formula by a known amount at random (stochastic
// arithmetic), and seeing how much arrives. A method knows nothing of a derivative that is stopped: there the formula
// is evaluated, what is stopped standing where it stood.
using Kernels.Ir;

namespace Kernels.Verification;

/// <param name="function">From the inputs and the parameters.</param>
/// <param name="body">The same as a formula: one output.</param>
internal sealed class NumericFunction(ActivationInfo activation, Func<double[], double[], double> function, Body body)
{
    const int Draws = 4, Disturbance = -30, Precision = -52, Seed = 43;

    readonly bool isStopped = body.Instructions.Any(instruction => instruction.Op == Op.Detach);
    readonly int[] trainables = [.. Definition.Read(activation.Ir).Trainables];

    /// <summary>The definition itself.</summary>
    public static NumericFunction Value(ActivationInfo activation)
        => new(activation, (x, p) => activation.Definition(x, p), Definition.Read(activation.Ir).Body);

    /// <summary>Its slope along an input, in the stable form.</summary>
    public static NumericFunction SlopeOf(ActivationInfo activation, int input)
    {
        var slope = Body.From(BodyText.Read(activation.StableIr.Split('\n')).Load(new ExprPool())[1 + input]);
        return new(activation, (x, p) => Interpreter.Run(slope, x, p)[0], slope);
    }

    /// <param name="variable">An input or, behind the inputs, a trainable parameter.</param>
    /// <param name="position">Of the element, on which random numbers depend.</param>
    public LocalSlope Slope(float[] point, int variable, long position)
    {
        var (at, values) = (point.Select(x => (double)x).ToArray(), activation.ParametersAt(position));
        var (moving, index) = variable < at.Length ? (at, variable) : (values, trainables[variable - at.Length]);
        var start = moving[index];
        var held = isStopped ? Evaluate(at, values, null) : null;
        double F(double x)
        {
            moving[index] = x;
            return held is null ? function(at, values) : Evaluate(at, values, held)[body.Outputs[0]];
        }
        var noise = Noise(at, values);
        // A factor x that is tiny hides what the rest has lost; the steps go where it is not.
        moving[index] = start + NumericSlope.LargestStep(start);
        if (Noise(at, values) is var beside && double.IsFinite(beside)) noise = Math.Max(noise, beside);
        return LocalSlope.At(F, start, noise);
    }

    /// <summary>All intermediate values; those that are stopped as they are held, where that is given.</summary>
    double[] Evaluate(double[] at, double[] parameters, double[]? held)
    {
        var all = new double[body.Instructions.Count];
        double Operand(int position) => position < 0 ? 0 : all[position];
        for (var i = 0; i < all.Length; i++)
        {
            var instruction = body.Instructions[i];
            all[i] = instruction.Op switch
            {
                Op.Constant => instruction.Constant,
                Op.Input => at[instruction.Index],
                Op.Parameter => parameters[instruction.Index],
                Op.Detach when held is not null => held[i],
                _ => Interpreter.Apply(instruction.Op, Operand(instruction.A),
                    Operand(instruction.B), Operand(instruction.C)),
            };
        }
        return all;
    }

    double Noise(double[] at, double[] parameters)
    {
        var random = new Random(Seed);
        double Disturb(double value) => value * (1 + Math.ScaleB(2 * random.NextDouble() - 1, Disturbance));
        var value = Interpreter.Run(body, at, parameters)[0];
        var arrived = Enumerable.Range(0, Draws)
            .Max(_ => Math.Abs(Interpreter.Run(body, at, parameters, round: Disturb)[0] - value));
        return Math.ScaleB(2 * arrived, Precision - Disturbance);
    }
}
