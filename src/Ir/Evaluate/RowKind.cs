// What people feed to rows, beside numbers about 1: rows that were moved, of any size and of mixed ones, saturated
// logits, classes that are ruled out, one-hot targets, ties, rows of one number and of nothing.
namespace Kernels.Ir;

/// <param name="Name">What a report calls it.</param>
/// <param name="Value">The value of a column, from the row and the column;
/// where randomness is wanted, from that.</param>
internal sealed record RowKind(string Name, Func<int, int, Draws, double> Value)
{
    public const int Rows = 3, Columns = 7;

    /// <summary>More columns than a kernel adds at once.</summary>
    public const int ManyColumns = 70;

    static readonly double[] Levels = [-1, 0.5, 2], Saturated = [100, -100, 0, 50],
        Extreme = [1e4, -1e4, 0, 1e4], Constants = [2.5, 1e7, 0.1];

    public static IReadOnlyList<RowKind> All { get; } =
    [
        .. ((double[])[100, -1e4, 1e7, -1e7]).Select(Moved),
        .. ((double[])[1e-30, 1e-10, 1e10, 1e30]).Select(Scaled),
        new("of mixed sizes", (_, _, random) => Math.Pow(10, 60 * random.NextDouble() - 30) * (random.Next(2) * 2 - 1)),
        new("saturated", (row, column, random) => row == 0 ? Saturated[column % 4]
            : row == 1 ? Extreme[column % 4]
            : Saturated[random.Next(4)] + Extreme[random.Next(4)]),
        new("with -∞",
            (row, column, random) => column == row || column == row + 3 ? double.NegativeInfinity : Plain(random)),
        new("with ∞",
            (row, column, random) => column == row || column == row + 3 ? double.PositiveInfinity : Plain(random)),
        new("one-hot", (row, column, _) => column == 2 * row ? 1 : 0),
        new("with ties", (_, _, random) => Levels[random.Next(Levels.Length)]),
        new("of one number", (row, _, _) => Constants[row % Constants.Length]),
        new("of zeros", (_, _, _) => 0),
    ];

    /// <summary>Those that are looked at in rows of many columns too: what a sum loses grows with them.</summary>
    public static IReadOnlyList<RowKind> Wide { get; } =
        [.. ((double[])[1e7]).Select(Moved), .. ((double[])[1e-30, 1e30]).Select(Scaled)];

    /// <summary>Those whose second derivatives are no larger than doubles bear.</summary>
    public static IReadOnlyList<RowKind> Moderate { get; } = [.. ((double[])[100, -1e4]).Select(Moved)];

    /// <summary>The first row by whole steps, which any offset up to 2²⁴ leaves exact.</summary>
    static RowKind Moved(double offset)
        => new(FormattableString.Invariant($"moved by {offset:G}"),
            (row, column, random) => offset + (row == 0 ? column % 5 : Plain(random)));

    static RowKind Scaled(double size)
        => new(FormattableString.Invariant($"of size {size:G}"), (_, _, random) => size * Plain(random));

    static double Plain(Draws random) => 8 * random.NextDouble() - 4;
}
