using System.Globalization;

namespace Kernels.Proof;

/// <summary>
/// What a sweep has found of one output: errors against the truth, defects, and how the output runs. Tallies add.
/// </summary>
public sealed record Tally
{
    /// <summary>Finite inputs where there is a truth.</summary>
    public long Points { get; init; }

    /// <summary>Of them, results that are the float nearest to the truth.</summary>
    public long CorrectlyRounded { get; init; }

    /// <summary>The largest error in ULP, outside the windows around roots of a derivative.</summary>
    public WorstCase Highest { get; init; }

    /// <summary>Likewise, where the truth is below the normal range, in units of 2⁻¹⁴⁹.</summary>
    public WorstCase Subnormal { get; init; }

    /// <summary>The largest absolute error within those windows, as a part of the derivative's scale.</summary>
    public WorstCase NearRoot { get; init; }

    /// <summary>0 where the truth is a normal number.</summary>
    public Mismatches Zeros { get; init; }

    /// <summary>NaN for a number, or a number for NaN.</summary>
    public Mismatches WrongNaN { get; init; }

    /// <summary>The sign is not the truth's.</summary>
    public Mismatches WrongSigns { get; init; }

    /// <summary>Results whose bits differ between instruction sets.</summary>
    public Mismatches Differing { get; init; }

    /// <summary>Steps from one input to the next larger one where the output grows.</summary>
    public Mismatches Rises { get; init; }

    /// <summary>Likewise, where it shrinks.</summary>
    public Mismatches Falls { get; init; }

    /// <summary>The findings of both.</summary>
    public static Tally operator +(Tally a, Tally b) => new()
    {
        Points = a.Points + b.Points,
        CorrectlyRounded = a.CorrectlyRounded + b.CorrectlyRounded,
        Highest = WorstCase.Higher(a.Highest, b.Highest),
        Subnormal = WorstCase.Higher(a.Subnormal, b.Subnormal),
        NearRoot = WorstCase.Higher(a.NearRoot, b.NearRoot),
        Zeros = a.Zeros + b.Zeros,
        WrongNaN = a.WrongNaN + b.WrongNaN,
        WrongSigns = a.WrongSigns + b.WrongSigns,
        Differing = a.Differing + b.Differing,
        Rises = a.Rises + b.Rises,
        Falls = a.Falls + b.Falls,
    };

    /// <summary>The columns of <see cref="ToString"/>.</summary>
    public const string Columns = "points\tcorrectly rounded\thighest\tsubnormal\tnear root\tzeros\twrong NaN\twrong "
        + "signs\tdiffering\trises\tfalls";

    /// <summary>One line, fields parted by tabs.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Points}\t{CorrectlyRounded}\t{Highest}\t{Subnormal}\t{NearRoot}\t{Zeros}\t"
            + $"{WrongNaN}\t{WrongSigns}\t{Differing}\t{Rises}\t{Falls}");

    /// <summary>What <see cref="ToString"/> wrote.</summary>
    public static Tally Parse(ReadOnlySpan<string> fields) => new()
    {
        Points = long.Parse(fields[0], CultureInfo.InvariantCulture),
        CorrectlyRounded = long.Parse(fields[1], CultureInfo.InvariantCulture),
        Highest = WorstCase.Parse(fields[2]),
        Subnormal = WorstCase.Parse(fields[3]),
        NearRoot = WorstCase.Parse(fields[4]),
        Zeros = Mismatches.Parse(fields[5]),
        WrongNaN = Mismatches.Parse(fields[6]),
        WrongSigns = Mismatches.Parse(fields[7]),
        Differing = Mismatches.Parse(fields[8]),
        Rises = Mismatches.Parse(fields[9]),
        Falls = Mismatches.Parse(fields[10]),
    };
}
