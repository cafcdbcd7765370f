// A formula to far more digits than a float has. It may cancel all digits of one precision (1 + erf(-9) does), so the
// precision doubles until two agree (Ziv's strategy).
using Kernels.Ir;

namespace Kernels.Verification;

/// <param name="Value">Null where the formula has no finite value.</param>
/// <param name="Slopes">One for each input and then each trainable parameter; null where there are no finite slopes.</param>
internal readonly record struct Truth(BigFloat? Value, BigFloat[]? Slopes);

internal static class BigTruth
{
    const int FirstPrecision = 128, LastPrecision = 4096, AgreeingBits = 50;

    /// <summary>A value below 2^-300 is 0 as a float, however many of its digits are right.</summary>
    const int Vanishing = -300;

    /// <param name="trainables">Which parameters have slopes.</param>
    public static Truth At(Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<float> parameters, params int[] trainables)
        => TryAt(body, inputs, parameters, trainables, withSlopes: true) ?? TryAt(body, inputs, parameters, trainables, withSlopes: false) ?? default;

    static Truth? TryAt(Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<float> parameters, int[] trainables, bool withSlopes)
    {
        try
        {
            var rough = BigEvaluator.Run(body, inputs, parameters, trainables, FirstPrecision, withSlopes);
            for (var precision = 2 * FirstPrecision; ; precision *= 2)
            {
                var fine = BigEvaluator.Run(body, inputs, parameters, trainables, precision, withSlopes);
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
