// Rows that the caches do not hold are read less often where the largest value and the sums of what it shifts are
// found in one read: a segment of the row, which the first cache holds, is shifted by the largest up to its end, and
// where that has grown the sums so far decay (Milakov and Gimelshein 2018). What is written then is computed again
// from the input: nothing is kept in memory meanwhile.
namespace Kernels.Schedule;

internal sealed partial class Scheduler
{
    /// <returns>Null where nothing is saved.</returns>
    RowKernel? Long()
    {
        // The elements of a segment know one largest value that is not the row's.
        var shifts = Body.Reached(roots).Where(e => e.Op == Op.Sum && Shift(e[0]) is not null)
            .Select(e => Shift(e[0])).Distinct();
        if (shifts.Count() != 1) return null;
        var kernel = Passes();
        return kernel.Passes.Any(pass => pass.Online is not null) ? kernel : null;
    }

    /// <summary>
    /// The largest of a source that shifts each element of a sum once, so that a change of shift is
    /// a factor of the sum; null where there is none.
    /// </summary>
    static Expr? Shift(Expr term) => term.Op switch
    {
        Op.Decay when term[1].Op == Op.RowMax && term[1][0] == term[0]
            && term[0] is { Op: Op.Input, Shape: Shape.Element } => term[1],
        Op.Mul when Shift(term[0]) is { } shift && !Body.Reached([term[1]]).Contains(shift) => shift,
        Op.Mul when Shift(term[1]) is { } shift && !Body.Reached([term[0]]).Contains(shift) => shift,
        _ => null,
    };

    /// <summary>The pass from which on a term can be computed by the shift of a segment.</summary>
    int ReadyUnshifted(Expr term)
        => term.Op == Op.Decay ? Ready(term[0])
            : term.Arguments.Max(factor => Shift(factor) is null ? Ready(factor) : ReadyUnshifted(factor));

    Online? OnlineOf(Expr[] reductions)
    {
        var shifted =
            reductions.Where(e => e.Op == Op.Sum && Shift(e[0]) is { } shift && reductions.Contains(shift)).ToArray();
        if (shifted.Length == 0) return null;
        var max = Shift(shifted[0][0])!;
        var (before, decay) = (names.Unique(numbers[max] + "Before"), names.Unique("decay"));

        var into = new ExprPool();
        var was = into.Input(0);
        // Where there was nothing but -∞ there is no sum, and its shift is no number.
        var nothing = into.Apply(Op.Eq, was, into.Constant(double.NegativeInfinity));
        var factor = into.Select(nothing, into.Constant(0), into.Apply(Op.Decay, was, into.Input(1)));
        return new(
            sources[max[0].Index].Name, numbers[max], before, shifted.Select(sum => numbers[sum]).ToEquatable(),
            new(Body.From([factor]), new[] { before, numbers[max] }.ToEquatable(), new[] { decay }.ToEquatable()));
    }
}
