// A formula on rows of random numbers: what is the same number on all of them is a constant. So the compiler learns
// that the weights of a softmax add up to 1, that one column is the class, and that 1 - s - (1 - s) is 0, without
// rules for each.
namespace Kernels.Schedule;

internal sealed class RowTrial
{
    const int Trials = 4;

    /// <summary>Rows on which the formula has no value, as a root of a negative number, are no trial.</summary>
    const int MostDraws = 4 * Trials;

    /// <summary>Beyond the roundings of a formula of moderate size.</summary>
    const double Tolerance = 1e-11;

    readonly int columns;
    readonly int trial;
    readonly HashSet<Expr> classes;
    long drawn;
    readonly Dictionary<Expr, double[]> values = [];

    RowTrial(Expr e, int trial)
    {
        (this.trial, columns) = (trial, 3 + 2 * (trial % Trials));
        // What is compared with the number of a column is the number of one.
        classes = [.. Body.Reached(e).Where(each
            => each.Op == Op.Eq && each.Arguments.Any(side => side.Op == Op.Index)).SelectMany(each => each.Arguments)];
    }

    /// <summary>The value that it has on every row; null where it has none.</summary>
    public static double? Constant(Expr e)
    {
        if (e.IsConstant) return e.Constant;
        var rows = Enumerable.Range(0, MostDraws).Select(trial => new RowTrial(e, trial).At(e))
            .Where(row => !row.Any(double.IsNaN)).Take(Trials).ToArray();
        if (rows.Length < Trials) return null;
        var seen = rows.SelectMany(row => row).ToArray();
        var (first, whole) = (seen[0], Math.Round(seen[0]));
        if (!seen.All(value => Math.Abs(value - first) <= Tolerance * Math.Max(1, Math.Abs(first)))) return null;
        return Math.Abs(first - whole) <= Tolerance ? whole : first;
    }

    double[] At(Expr e)
    {
        if (values.TryGetValue(e, out var known)) return known;
        return values[e] = e.Op switch
        {
            Op.Constant => [e.Constant],
            Op.Input or Op.Parameter => Leaf(e),
            Op.Count => [columns],
            Op.Index => Each(column => column),
            Op.Sum => [Wide(e[0]).Sum()],
            Op.RowMax => [At(e[0]).Max()],
            Op.RowMin => [At(e[0]).Min()],
            Op.LogSumExp => [LogSumExp(e[0])],
            Op.Softmax => Each(column => Math.Exp(Wide(e[0])[column] - LogSumExp(e[0]))),
            _ => Applied(e),
        };
    }

    double[] Leaf(Expr e)
    {
        if (classes.Contains(e)) return [Math.Floor(columns * Next())];
        return ExprPool.Varies(e) ? Each(_ => 2 * Next() - 0.7) : [0.2 + Next()];
    }

    double Next() => Philox.Uniform(Philox.Placed(trial, drawn++));

    double[] Applied(Expr e)
    {
        var x = e.Arguments.Select(At).ToArray();
        double Of(int operand, int column) => operand < x.Length ? x[operand][column % x[operand].Length] : 0;
        var length = x.Max(values => values.Length);
        return [.. Enumerable.Range(0, length).Select(column
            => Interpreter.Apply(e.Op, Of(0, column), Of(1, column), Of(2, column)))];
    }

    double[] Each(Func<int, double> value) => [.. Enumerable.Range(0, columns).Select(value)];

    double[] Wide(Expr e) => At(e) is { Length: 1 } shared ? Each(_ => shared[0]) : At(e);

    double LogSumExp(Expr e)
    {
        var x = Wide(e);
        return x.Max() + Math.Log(x.Sum(value => Math.Exp(value - x.Max())));
    }
}
