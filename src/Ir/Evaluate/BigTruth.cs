// A formula to far more digits than a float has. It may cancel all digits of one precision (1 + erf(-9) does), so the
// precision doubles until two agree (Ziv's strategy). Two agree wrongly where both have cancelled all of
// them: to both, sin(x)/x of 10^-45 is exactly 1. So where a sum is 0 the precision goes on growing, to
// where what floats make has ended.
using System.Numerics;

namespace Kernels.Ir;

/// <param name="Value">Null where the formula has no finite value.</param>
/// <param name="Slopes">One for each input and then each trainable parameter;
/// null where there are no finite slopes.</param>
/// <param name="Curvatures">The upper triangle of the second derivatives; null where there are none,
/// or they were not asked for.</param>
internal readonly record struct Truth(BigFloat? Value, BigFloat[]? Slopes, BigFloat[]? Curvatures)
{
    /// <summary>Whether all derivatives exist and are within the floats.</summary>
    public bool IsFloat
        => Slopes is not null && Curvatures is not null
            && Slopes.Concat(Curvatures).All(derivative => float.IsFinite(derivative.ToSingle()));
}

internal static class BigTruth
{
    const int FirstPrecision = 128, LastPrecision = 4096, AgreeingBits = 50;

    /// <summary>Up to here a divisor that is 0 may be one of which all digits have cancelled.</summary>
    const int CancellingPrecision = 1024;

    /// <summary>
    /// From here on what has cancelled is taken for nothing: the cube of the least float beside 1 has 448 bits.
    /// </summary>
    public const int CertainPrecision = 512;

    /// <summary>A value below 2^-300 is 0 as a float, however many of its digits are right.</summary>
    const int Vanishing = -300;

    /// <param name="trainables">Which parameters have slopes.</param>
    /// <param name="order">Up to which derivative.</param>
    public static Truth At(
        Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<double> parameters, int[] trainables, int order)
    {
        for (; order >= 0; order--)
            if (TryAt(body, inputs, parameters, trainables, order) is { } truth) return truth;
        return default;
    }

    static Truth? TryAt(
        Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<double> parameters, int[] trainables, int order)
    {
        try
        {
            var cancelled = BigFloat.Cancelled;
            var (first, rough) = First(body, inputs, parameters, trainables, order);
            for (var precision = Next(first, cancelled); ; precision *= 2)
            {
                var before = BigFloat.Cancelled;
                var fine = BigEvaluator.Run(body, inputs, parameters, trainables, precision, order, out var isTied);
                var isCertain = BigFloat.Cancelled == before || precision >= CertainPrecision;
                var variables = inputs.Length + trainables.Length;
                var slopes = order > 0 ? fine.Slopes ?? new BigFloat[variables] : null;
                var curvatures = order > 1 ? fine.Curvatures ?? new BigFloat[UpperTriangle.Count(variables)] : null;
                var agree = isCertain && Agree(rough.Value, fine.Value) && Agree(rough.Slopes, fine.Slopes)
                    && Agree(rough.Curvatures, fine.Curvatures);
                if (agree || precision >= LastPrecision)
                    return isTied && order > 0
                        ? Glued(new(fine.Value, slopes, curvatures), body, inputs, parameters, trainables, order)
                        : new(fine.Value, slopes, curvatures);
                rough = fine;
            }
        }
        // The names of derivatives have no rule here.
        catch (NotSupportedException)
        {
            return null;
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    /// <summary>Twice the precision; or, where all digits may have cancelled since, as much as shows them.</summary>
    static int Next(int precision, long cancelled)
        => BigFloat.Cancelled == cancelled ? 2 * precision : Math.Max(2 * precision, CertainPrecision);

    /// <summary>At the least precision that gives a number.</summary>
    static (int Precision, BigDual Truth) First(
        Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<double> parameters, int[] trainables, int order)
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
    /// Where pieces meet each passes what the convention says, and the sum of that may be the slope of no side: of
    /// max(0, x) + min(0, x) it is 0, of x 1. Then it is the slope on the left, as of x > 0 ? x : x.
    /// </summary>
    static Truth Glued(Truth truth, Body body, ReadOnlySpan<float> inputs,
        ReadOnlySpan<double> parameters, int[] trainables, int order)
    {
        if (Sides(body, inputs, parameters, trainables, order) is not { } sides) return truth;
        var slopes = Among(truth.Slopes, [.. sides.Select(side => side.Slopes)]);
        return new(truth.Value, slopes, slopes == truth.Slopes
            ? Among(truth.Curvatures, [.. sides.Select(side => side.Curvatures)])
            : Mean(sides[0].Curvatures, sides[sides.Length - 1].Curvatures) ?? truth.Curvatures);
    }

    /// <summary>
    /// What is right beside a point, the left of all inputs first; null where a side has no number. Of several inputs
    /// all combinations of sides, each input by a distance of its own, so that two that are equal are apart.
    /// </summary>
    public static BigDual[]? Sides(
        Body body, ReadOnlySpan<float> inputs, ReadOnlySpan<double> parameters, int[] trainables, int order)
    {
        var (point, constants) =
            (BigEvaluator.Leaves(inputs, CancellingPrecision), BigEvaluator.Leaves(parameters, CancellingPrecision));
        var count = 1 << Math.Min(inputs.Length, MostSidedInputs);
        var sides = new BigDual[count];
        try
        {
            for (var side = 0; side < count; side++)
            {
                BigFloat Beside(BigFloat x, int input)
                    => x + ((BigFloat)((side >> input % MostSidedInputs & 1) == 0 ? -8 - input : 8 + input))
                        .At(CancellingPrecision).Scale(BesideExponent);
                sides[side] = BigEvaluator.Run(body, [.. point.Select(Beside)], constants, trainables,
                    CancellingPrecision, order, out _);
            }
        }
        catch (ArithmeticException)
        {
            return null;
        }
        return sides;
    }

    /// <summary>
    /// The exponent of the distance of a side: a slope there and at the place itself are the same number.
    /// </summary>
    const int BesideExponent = -400;

    /// <summary>
    /// Of an odd function, whose second derivatives on both sides are opposite, 0; else those on the left.
    /// </summary>
    static BigFloat[]? Mean(BigFloat[]? left, BigFloat[]? right)
        => left is null || right is null ? left
            : [.. left.Select((curvature, i) => Agree(curvature, -right[i]) ? 0 : curvature)];

    /// <summary>Of more inputs some go to one side together.</summary>
    const int MostSidedInputs = 3;

    static BigFloat[]? Among(BigFloat[]? given, BigFloat[]?[] sides)
        => given is null || sides.Any(side => side is null)
            || given.Select((slope, i) => IsAmong(slope, [.. sides.Select(side => side![i])])).All(isAmong => isAmong)
            ? given
            : sides[0];

    static bool IsAmong(BigFloat slope, BigFloat[] sides)
        => slope.CompareTo(sides.Min()) * slope.CompareTo(sides.Max()) <= 0 || sides.Any(side => Agree(slope, side));

    static bool Agree(BigFloat[]? rough, BigFloat[]? fine) => fine is null || rough!.Zip(fine, Agree).All(same => same);

    static bool Agree(BigFloat rough, BigFloat fine)
    {
        if (rough.Sign != fine.Sign) return false;
        if (fine.IsZero || rough.Top < Vanishing && fine.Top < Vanishing) return true;
        var difference = fine - rough;
        return difference.IsZero || fine.Top - difference.Top > AgreeingBits;
    }
}
