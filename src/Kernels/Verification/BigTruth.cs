// A formula to far more digits than a float has. It may cancel all digits of one precision (1 + erf(-9) does), so the
// precision doubles until two agree (Ziv's strategy).
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

internal static class BigTruth
{
    const int FirstPrecision = 128, LastPrecision = 4096, AgreeingBits = 50;

    /// <summary>A value below 2^-300 is 0 as a float, however many of its digits are right.</summary>
    const int Vanishing = -300;

    /// <param name="trainables">Which parameters have slopes.</param>
    /// <param name="order">Up to which derivative.</param>
    public static Truth At(Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<double> parameters, int[] trainables, int order)
    {
        for (; order >= 0; order--)
            if (TryAt(body, inputs, parameters, trainables, order) is { } truth) return truth;
        return default;
    }

    static Truth? TryAt(Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<double> parameters, int[] trainables, int order)
    {
        try
        {
            var rough = BigEvaluator.Run(body, inputs, parameters, trainables, FirstPrecision, order);
            for (var precision = 2 * FirstPrecision; ; precision *= 2)
            {
                var fine = BigEvaluator.Run(body, inputs, parameters, trainables, precision, order);
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
