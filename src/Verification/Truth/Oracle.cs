// The truth of a definition at a point: of the formula as it was written, with the parameters at their defaults.
using Kernels.Ir;

namespace Kernels.Verification;

internal sealed class Oracle(ActivationInfo activation)
{
    readonly Definition definition = Definition.Read(activation.Ir);
    readonly int[] trainables = [.. Definition.Read(activation.Ir).Trainables];

    /// <param name="order">Up to which derivative.</param>
    /// <param name="position">Of the element, on which random numbers depend.</param>
    public Truth At(ReadOnlySpan<float> inputs, int order = 1, long position = 0)
        => BigTruth.At(definition.Body, inputs, activation.ParametersAt(position), trainables, order);

    /// <summary>The truth at each point; inputs[i][k] is input i of point k.</summary>
    public Truth[] At(float[][] inputs, int order = 1)
    {
        var truths = new Truth[inputs[0].Length];
        Parallel.For(0, truths.Length, k => truths[k] = At([.. inputs.Select(input => input[k])], order, k));
        return truths;
    }

    /// <summary>The least and the largest of a quantity beside a point; null where it has none on a side.</summary>
    public (BigFloat Least, BigFloat Largest)? Around(float[] inputs, MeasuredOutput quantity, long position = 0)
    {
        if (BigTruth.Sides(definition.Body, inputs, activation.ParametersAt(position), trainables, quantity.Order)
            is not { } sides)
            return null;
        // A piece that is constant has slopes of 0.
        var variables = inputs.Length + trainables.Length;
        BigFloat[] there = [.. sides.Select(side => quantity.In(new(side.Value, side.Slopes ?? new BigFloat[variables],
            side.Curvatures ?? new BigFloat[UpperTriangle.Count(variables)]))!.Value)];
        return (there.Min(), there.Max());
    }

    /// <summary>
    /// The slope of a quantity along a variable, by differences too small to see anything but it, from both sides.
    /// </summary>
    public LocalSlope Difference(float[] inputs, MeasuredOutput quantity, int variable, long position = 0)
        => CertainSlope.At(definition.Body, inputs, activation.ParametersAt(position), trainables, quantity, variable);

    /// <summary>The slope along a variable there; null where there is none.</summary>
    public BigFloat? Slope(ReadOnlySpan<float> inputs, int variable, long position = 0)
        => At(inputs, position: position).Slopes?[variable];
}
