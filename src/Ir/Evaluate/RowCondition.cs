// How far a row's values and gradients move where its inputs are rounded: exactly evaluated at inputs that are
// moved at random by a part of themselves, or of their distances from the largest of their row. Equal numbers move
// alike, so that ties stay ties. To that is added, of a value, how far it moves where each operation of the
// formula is rounded, as that of 1 in log(1 + e⁻⁵⁰); and of a gradient what its terms are: those of 1 - x²/(x² +
// ε) cancel, whatever x is known to. Where the offset of the row is no matter to a number it is none to these
// either: they are those of the row without it.
namespace Kernels.Ir;

internal static class RowCondition
{
    const int Tries = 3, Seed = 61;

    /// <summary>Inputs whose offsets are taken away, each alone and together.</summary>
    const int MostRows = 3;

    /// <summary>The exponent of the part by which inputs are moved: about a rounding of floats.</summary>
    const int Part = -24;

    /// <summary>Of the values, and of the gradient of each input and each trainable parameter.</summary>
    public static double[][] Of(Body body, RowPoint point, int[] trainables, RowTruth truth)
    {
        double[][]? least = null;
        foreach (var fromLargest in point.Inputs.Where((_, i) => point.Moves[i]).Any(HasOffset)
            ? (bool[])[false, true]
            : [false])
        {
            double[][]? most = null;
            for (var draw = 0; draw < Tries; draw++)
                if (Moved(body, point, trainables, truth, fromLargest, new(Seed + draw)) is { } moved)
                    most = most is null ? moved : Joined(most, moved, Math.Max);
            if (most is not null) least = least is null ? most : Joined(least, most, Math.Min);
        }
        least ??= [new double[truth.Values!.Length], .. point.Inputs.Select(input => new double[input.Length]),
            .. trainables.Select(_ => new double[1])];
        var operations = Operations(body, point, trainables, truth);
        for (var i = 0; i < operations.Length; i++)
            for (var k = 0; k < operations[i].Length; k++) least[i][k] += operations[i][k];
        return least;
    }

    /// <summary>What operations that round do to the values, and the sizes of the terms of the gradients.</summary>
    static double[][] Operations(Body body, RowPoint point, int[] trainables, RowTruth truth)
    {
        var here = At(point)!.Value;
        int[] rows = [.. Enumerable.Range(0, point.Inputs.Length)
            .Where(i => point.Moves[i] && HasOffset(point.Inputs[i])).Take(MostRows)];
        for (var without = 1; without < 1 << rows.Length; without++)
        {
            bool IsWithout(int input) => Array.IndexOf(rows, input) is >= 0 and var at && (without >> at & 1) == 1;
            var moved = At(point with
            {
                Inputs = [.. point.Inputs.Select((values, i) => IsWithout(i) && values.Max() is var largest
                    ? values.Select(value => value - largest).ToArray()
                    : values)]
            });
            if (moved is not { } there) continue;
            for (var i = 0; i < here.Terms.Length; i++)
                if (here.Numbers[i].Zip(there.Numbers[i], IsSame).All(same => same))
                    here.Terms[i] = [.. here.Terms[i].Zip(there.Terms[i], Math.Min)];
        }
        return here.Terms;

        (BigFloat[][] Numbers, double[][] Terms)? At(RowPoint at)
        {
            try
            {
                var exact = BigRow.Run(body, at, trainables, truth.Precision, truth.Gradients is not null, out _);
                double[] most = new double[exact.Values.Length];
                for (var draw = 0; draw < Tries; draw++)
                {
                    var random = new Draws(Seed - 1 - draw);
                    var rounded = BigRow.Run(body, at with { Rounding = () => Factor(random.Next(2) * 2 - 1) },
                        trainables, truth.Precision, withGradients: false, out _);
                    for (var k = 0; k < most.Length; k++)
                        most[k] = Math.Max(most[k], Difference(rounded.Values[k], exact.Values[k]));
                }
                return ([exact.Values, .. exact.Gradients ?? []],
                    [most, .. exact.Terms?.Select(terms => terms.Select(term => term.ToDouble()).ToArray()) ?? []]);
            }
            catch (ArithmeticException)
            {
                // A formula need not have a value at the distances alone, nor at what is rounded.
                return at == point ? ([truth.Values!], [new double[truth.Values!.Length]]) : null;
            }
        }
    }

    /// <summary>
    /// Whether the largest of a row is a good part of the distances from it:
    /// else these say nothing that the values do not.
    /// </summary>
    static bool HasOffset(BigFloat[] values)
        => values.Length > 1 && values.Max() is var largest && BigFloat.Abs(largest).Scale(2) > largest - values.Min();

    static bool IsSame(BigFloat a, BigFloat b)
        => (a - b) is var difference && (difference.IsZero || !b.IsZero && b.Top - difference.Top > -Part);

    static BigFloat Factor(int sign) => 1 + ((BigFloat)sign).Scale(Part);

    /// <summary>In parts.</summary>
    static double Difference(BigFloat a, BigFloat b) => BigFloat.Abs(a - b).Scale(-Part).ToDouble();

    static double[][]? Moved(
        Body body, RowPoint point, int[] trainables, RowTruth truth, bool fromLargest, Draws random)
    {
        var signs = new Dictionary<(int Input, double Value), int>();
        int Sign() => random.Next(2) * 2 - 1;
        BigFloat[] Input(BigFloat[] values, int input)
        {
            if (!point.Moves[input]) return values;
            var largest = fromLargest && values.Length > 1 ? values.Max() : 0;
            var origin = largest * Factor(Sign());
            return [.. values.Select(value =>
            {
                var key = (input, value.ToDouble());
                if (!signs.TryGetValue(key, out var sign)) signs[key] = sign = Sign();
                return origin + (value - largest) * Factor(sign);
            })];
        }

        var constants = new Dictionary<int, BigFloat>();
        BigFloat Constant(int position)
        {
            if (!constants.TryGetValue(position, out var factor))
                constants[position] = factor = body.Instructions[position].Constant is var constant
                    && constant == (float)constant ? 1 : Factor(Sign());
            return factor;
        }

        var moved = point with
        {
            Inputs = [.. point.Inputs.Select(Input)],
            Upstream = [.. point.Upstream.Select(upstream => upstream * Factor(Sign()))],
            Factor = Constant,
        };
        try
        {
            var numbers = BigRow.Run(body, moved, trainables, truth.Precision, truth.Gradients is not null, out _);
            double[][] gradients = truth.Gradients is { } there ? Joined(there, numbers.Gradients!, Difference)
                : [.. point.Inputs.Select(input => new double[input.Length]), .. trainables.Select(_ => new double[1])];
            return [[.. truth.Values!.Zip(numbers.Values, Difference)], .. gradients];
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    static TResult[][] Joined<TA, TB, TResult>(TA[][] a, TB[][] b, Func<TA, TB, TResult> join)
        => [.. a.Zip(b, (x, y) => x.Zip(y, join).ToArray())];
}
