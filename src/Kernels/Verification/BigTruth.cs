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

    /// <summary>Up to here a divisor that is 0 may be one of which all digits have cancelled.</summary>
    const int CancellingPrecision = 1024;

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
            var (first, rough) = First(body, inputs, parameters, trainables, order);
            for (var precision = 2 * first; ; precision *= 2)
            {
                var fine = BigEvaluator.Run(body, inputs, parameters, trainables, precision, order, out var isTied);
                var variables = inputs.Length + trainables.Length;
                var slopes = order > 0 ? fine.Slopes ?? new BigFloat[variables] : null;
                var curvatures = order > 1 ? fine.Curvatures ?? new BigFloat[UpperTriangle.Count(variables)] : null;
                var agree = Agree(rough.Value, fine.Value) && Agree(rough.Slopes, fine.Slopes) && Agree(rough.Curvatures, fine.Curvatures);
                if (agree || precision >= LastPrecision) return isTied && order > 0 ? Glued(new(fine.Value, slopes, curvatures), body, inputs, parameters, trainables, order) : new(fine.Value, slopes, curvatures);
                rough = fine;
            }
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    /// <summary>At the least precision that gives a number.</summary>
    static (int Precision, BigDual Truth) First(Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<double> parameters, int[] trainables, int order)
    {
        for (var precision = FirstPrecision; ; precision *= 2)
            try
            {
                return (precision, BigEvaluator.Run(body, inputs, parameters, trainables, precision, order, out _));
            }
            catch (DivideByZeroException) when (precision < CancellingPrecision)
            {
            }
    }

    /// <summary>
    /// Where pieces meet each passes what the convention says, and the sum of that may be the slope of neither side: of max(0, x) + min(0, x) it is 0,
    /// of x 1. Then it is the slope on the left, as of x > 0 ? x : x.
    /// </summary>
    static Truth Glued(Truth truth, Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<double> parameters, int[] trainables, int order)
    {
        try
        {
            var left = BigEvaluator.Run(body, inputs, parameters, trainables, CancellingPrecision, order, out _, side: -1);
            var right = BigEvaluator.Run(body, inputs, parameters, trainables, CancellingPrecision, order, out _, side: 1);
            var slopes = Between(truth.Slopes, left.Slopes, right.Slopes);
            return new(truth.Value, slopes, slopes == truth.Slopes ? Between(truth.Curvatures, left.Curvatures, right.Curvatures) : Mean(left.Curvatures, right.Curvatures) ?? truth.Curvatures);
        }
        catch (ArithmeticException)
        {
            return truth;
        }
    }

    /// <summary>Of an odd function, whose second derivatives on both sides are opposite, 0; else those on the left.</summary>
    static BigFloat[]? Mean(BigFloat[]? left, BigFloat[]? right)
        => left is null || right is null ? left : [.. left.Select((curvature, i) => Agree(curvature, -right[i]) ? 0 : curvature)];

    static BigFloat[]? Between(BigFloat[]? given, BigFloat[]? left, BigFloat[]? right)
        => given is null || left is null || right is null || given.Select((slope, i) => IsBetween(slope, left[i], right[i])).All(isBetween => isBetween) ? given : left;

    static bool IsBetween(BigFloat slope, BigFloat left, BigFloat right)
        => slope.CompareTo(left) * slope.CompareTo(right) <= 0 || Agree(slope, left) || Agree(slope, right);

    static bool Agree(BigFloat[]? rough, BigFloat[]? fine) => fine is null || rough!.Zip(fine, Agree).All(same => same);

    static bool Agree(BigFloat rough, BigFloat fine)
    {
        if (rough.Sign != fine.Sign) return false;
        if (fine.IsZero || rough.Top < Vanishing && fine.Top < Vanishing) return true;
        var difference = fine - rough;
        return difference.IsZero || fine.Top - difference.Top > AgreeingBits;
    }
}
