// The truth of a definition at a point, to far more digits than a float has. A formula may cancel all digits of one
// precision (1 + erf(-9) does), so the precision doubles until two agree (Ziv's strategy).
using System.Numerics;
using Kernels.Ir;

namespace Kernels.Verification;

/// <param name="Value">Null where the formula has no finite value.</param>
/// <param name="Slopes">One for each input and then each trainable parameter; null where there are no finite slopes.</param>
internal readonly record struct Truth(BigFloat? Value, BigFloat[]? Slopes);

internal sealed class Oracle(ActivationInfo activation)
{
    const int FirstPrecision = 128, LastPrecision = 4096, AgreeingBits = 50;

    /// <summary>A value below 2^-300 is 0 as a float, however many of its digits are right.</summary>
    const int Vanishing = -300;

    readonly Definition definition = Definition.Read(activation.Ir);
    readonly float[] parameters = [.. activation.Parameters.Select(parameter => parameter.Default)];

    readonly int[] trainables = [.. Definition.Read(activation.Ir).Trainables];

    public Truth At(ReadOnlySpan<float> inputs) => TryAt(inputs, withSlopes: true) ?? TryAt(inputs, withSlopes: false) ?? default;

    /// <summary>The truth at each point; inputs[i][k] is input i of point k.</summary>
    public Truth[] At(float[][] inputs)
    {
        var truths = new Truth[inputs[0].Length];
        Parallel.For(0, truths.Length, k => truths[k] = At([.. inputs.Select(input => input[k])]));
        return truths;
    }

    /// <summary>The slope along a variable there; null where there is none.</summary>
    public BigFloat? Slope(ReadOnlySpan<float> inputs, int variable) => At(inputs).Slopes?[variable];

    Truth? TryAt(ReadOnlySpan<float> inputs, bool withSlopes)
    {
        try
        {
            var rough = BigEvaluator.Run(definition.Body, inputs, parameters, trainables, FirstPrecision, withSlopes);
            for (var precision = 2 * FirstPrecision; ; precision *= 2)
            {
                var fine = BigEvaluator.Run(definition.Body, inputs, parameters, trainables, precision, withSlopes);
                var slopes = withSlopes ? fine.Slopes ?? new BigFloat[inputs.Length + trainables.Length] : null;
                var agree = Agree(rough.Value, fine.Value) && (fine.Slopes is null || rough.Slopes!.Zip(fine.Slopes, Agree).All(same => same));
                if (agree || precision >= LastPrecision) return new(fine.Value, slopes);
                rough = fine;
            }
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    static bool Agree(BigFloat rough, BigFloat fine)
    {
        if (rough.Sign != fine.Sign) return false;
        if (fine.IsZero || rough.Top < Vanishing && fine.Top < Vanishing) return true;
        var difference = fine - rough;
        return difference.IsZero || fine.Top - difference.Top > AgreeingBits;
    }
}
