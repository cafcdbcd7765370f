// The truth of a row, value and gradient: the precision doubles until two agree, as for one element; where
// pieces of the formula meet, the convention, unless both sides agree on something else; where a gradient
// does not exist, what lies around.
namespace Kernels.Ir;

/// <param name="Values">Null where the formula has no finite value.</param>
/// <param name="Gradients">Of each input and then each trainable parameter; null where there is none.</param>
/// <param name="Around">The least and the largest of each gradient beside a point that has none,
/// or where the convention is outside of them.</param>
/// <param name="Precision">One that gives digits enough.</param>
internal sealed record RowTruth(
    BigFloat[]? Values, BigFloat[][]? Gradients, (BigFloat Least, BigFloat Largest)[][]? Around, int Precision);

internal static class BigRowTruth
{
    const int FirstPrecision = 128, LastPrecision = 4096, CancellingPrecision = 1024,
        AgreeingBits = 50, Vanishing = -300;

    /// <summary>
    /// How far what is beside a point lies from it: a gradient there and at the point
    /// itself are the same number where it is continuous.
    /// </summary>
    const int Beside = -400;

    const int Sides = 8, Seed = 59;

    public static RowTruth At(Body body, RowPoint point, int[] trainables)
    {
        if (TryAt(body, point, trainables, withGradients: true, out var precision, out var isTied) is { } whole)
        {
            if (!isTied || Around(body, point, trainables, Math.Max(precision, CancellingPrecision)) is not { } sides)
                return new(whole.Values, whole.Gradients, null, precision);
            // A convention of each piece, summed, may be the gradient of no side;
            // and where all sides agree no piece is seen.
            var agree = All(sides, sides, (a, b) => Agree(a.Least, a.Largest));
            var isOneOfThem = All(whole.Gradients!, sides,
                (gradient, side) => gradient.CompareTo(side.Least) * gradient.CompareTo(side.Largest) <= 0
                    || Agree(gradient, side.Least) || Agree(gradient, side.Largest));
            return agree ? new(whole.Values,
                [.. sides.Select(side => side.Select(each => each.Least).ToArray())], null, precision)
                : isOneOfThem ? new(whole.Values, whole.Gradients, null, precision)
                : new(whole.Values, null, sides, precision);
        }
        return TryAt(body, point, trainables, withGradients: false, out precision, out _) is { } value
            ? new(value.Values, null,
                Around(body, point, trainables, Math.Max(precision, CancellingPrecision)), precision)
            : new(null, null, null, FirstPrecision);
    }

    static bool All<TA, TB>(TA[][] a, TB[][] b, Func<TA, TB, bool> holds)
        => a.Zip(b, (x, y) => x.Zip(y, holds).All(each => each)).All(each => each);

    static RowNumbers? TryAt(
        Body body, RowPoint point, int[] trainables, bool withGradients, out int enough, out bool isTied)
    {
        RowNumbers? rough = null;
        enough = FirstPrecision;
        isTied = false;
        var isCertain = true;
        for (var precision = FirstPrecision; ;
            precision = Math.Max(2 * precision, rough is not null && !isCertain ? BigTruth.CertainPrecision : 0))
        {
            var before = BigFloat.Cancelled;
            RowNumbers fine;
            try
            {
                fine = BigRow.Run(body, point, trainables, precision, withGradients, out isTied);
            }
            catch (DivideByZeroException) when (precision < CancellingPrecision)
            {
                continue;
            }
            catch (ArithmeticException)
            {
                return null;
            }
            isCertain = BigFloat.Cancelled == before || precision >= BigTruth.CertainPrecision;
            if (isCertain && rough is not null && Agree(rough, fine) || precision >= LastPrecision) return fine;
            (rough, enough) = (fine, precision);
        }
    }

    /// <summary>The gradients a little away from the point, in several directions and their opposites.</summary>
    static (BigFloat Least, BigFloat Largest)[][]? Around(Body body, RowPoint point, int[] trainables, int precision)
    {
        var random = new Draws(Seed);
        (BigFloat Least, BigFloat Largest)[][]? around = null;
        double Drawn() => (random.Next(2) * 2 - 1) * (0.5 + random.NextDouble());
        double[] Alike(BigFloat[] values)
        {
            var drawn = values.Select(value => value.ToDouble()).Distinct().ToDictionary(value => value, _ => Drawn());
            return [.. values.Select(value => drawn[value.ToDouble()])];
        }

        for (var side = 0; side < Sides; side += 2)
        {
            // Equal numbers move alike once: columns that share an extreme of the row share it beside the point too.
            double[][] direction =
                [.. point.Inputs.Select(input => side == 0 ? Alike(input) : [.. input.Select(_ => Drawn())])];
            foreach (var sign in (int[])[1, -1])
            {
                try
                {
                    BigFloat Moved(BigFloat x, double along)
                        => x + (BigFloat.From(sign * along, 0) * (x.IsZero ? 1 : BigFloat.Abs(x))).Scale(Beside);
                    var beside = point with
                    {
                        Inputs = [.. point.Inputs.Select((input, i) => point.Moves[i]
                            ? input.Select((x, column) => Moved(x, direction[i][column])).ToArray()
                            : input)]
                    };
                    var gradients =
                        BigRow.Run(body, beside, trainables, precision, withGradients: true, out _).Gradients!;
                    around = [.. gradients.Select(
                        (each, i) => each.Select((gradient, k) => around is null ? (gradient, gradient)
                            : (Less(gradient, around[i][k].Least), Less(around[i][k].Largest, gradient, larger: true)))
                            .ToArray())];
                }
                catch (ArithmeticException)
                {
                    return null;
                }
            }
        }
        return around;
    }

    static BigFloat Less(BigFloat a, BigFloat b, bool larger = false) => a < b != larger ? a : b;

    static bool Agree(RowNumbers rough, RowNumbers fine)
        => rough.Values.Zip(fine.Values, Agree).All(same => same)
            && (rough.Gradients is null || fine.Gradients is null || All(rough.Gradients, fine.Gradients, Agree));

    static bool Agree(BigFloat rough, BigFloat fine)
    {
        if (rough.Sign != fine.Sign) return false;
        if (fine.IsZero || rough.Top < Vanishing && fine.Top < Vanishing) return true;
        var difference = fine - rough;
        return difference.IsZero || fine.Top - difference.Top > AgreeingBits;
    }
}
