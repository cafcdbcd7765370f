// The truth of a definition at a point, to far more digits than a float has. A formula may cancel all digits of one
// precision (1 + erf(-9) does), so the precision doubles until two agree (Ziv's strategy).
using System.Numerics;
using Kernels.Ir;

namespace Kernels.Verification;

/// <param name="Value">Null where the formula has no finite value.</param>
/// <param name="Slopes">One for each input and then each trainable parameter; null where there are no finite slopes.</param>
/// <param name="Curvatures">The upper triangle of the second derivatives; null where there are none, or they were not asked for.</param>
internal readonly record struct Truth(BigFloat? Value, BigFloat[]? Slopes, BigFloat[]? Curvatures)
{
    /// <summary>Whether all derivatives exist and are within the floats.</summary>
    public bool IsFloat => Slopes is not null && Curvatures is not null && Slopes.Concat(Curvatures).All(derivative => float.IsFinite(derivative.ToSingle()));
}

internal sealed class Oracle(ActivationInfo activation)
{
    const int FirstPrecision = 128, LastPrecision = 4096, AgreeingBits = 50;

    /// <summary>A value below 2^-300 is 0 as a float, however many of its digits are right.</summary>
    const int Vanishing = -300;

    readonly Definition definition = Definition.Read(activation.Ir);
    readonly float[] parameters = [.. activation.Parameters.Select(parameter => parameter.Default)];

    readonly int[] trainables = [.. Definition.Read(activation.Ir).Trainables];

    /// <param name="order">Up to which derivative.</param>
    public Truth At(ReadOnlySpan<float> inputs, int order = 1)
    {
        for (; order >= 0; order--)
            if (TryAt(inputs, order) is { } truth) return truth;
        return default;
    }

    /// <summary>The truth at each point; inputs[i][k] is input i of point k.</summary>
    public Truth[] At(float[][] inputs, int order = 1)
    {
        var truths = new Truth[inputs[0].Length];
        Parallel.For(0, truths.Length, k => truths[k] = At([.. inputs.Select(input => input[k])], order));
        return truths;
    }

    /// <summary>The slope along a variable there; null where there is none.</summary>
    public BigFloat? Slope(ReadOnlySpan<float> inputs, int variable) => At(inputs).Slopes?[variable];

    Truth? TryAt(ReadOnlySpan<float> inputs, int order)
    {
        try
        {
            var rough = BigEvaluator.Run(definition.Body, inputs, parameters, trainables, FirstPrecision, order);
            for (var precision = 2 * FirstPrecision; ; precision *= 2)
            {
                var fine = BigEvaluator.Run(definition.Body, inputs, parameters, trainables, precision, order);
                var variables = inputs.Length + trainables.Length;
                var slopes = order > 0 ? fine.Slopes ?? new BigFloat[variables] : null;
                var curvatures = order > 1 ? fine.Curvatures ?? new BigFloat[UpperTriangle.Count(variables)] : null;
                var agree = Agree(rough.Value, fine.Value) && Agree(rough.Slopes, fine.Slopes) && Agree(rough.Curvatures, fine.Curvatures);
                if (agree || precision >= LastPrecision) return new(fine.Value, slopes, curvatures);
                rough = fine;
            }
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    static bool Agree(BigFloat[]? rough, BigFloat[]? fine) => fine is null || rough!.Zip(fine, Agree).All(same => same);

    static bool Agree(BigFloat rough, BigFloat fine)
    {
        if (rough.Sign != fine.Sign) return false;
        if (fine.IsZero || rough.Top < Vanishing && fine.Top < Vanishing) return true;
        var difference = fine - rough;
        return difference.IsZero || fine.Top - difference.Top > AgreeingBits;
    }
}
