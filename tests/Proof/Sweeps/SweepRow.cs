using System.Globalization;
using Kernels.Verification;

namespace Kernels.Proof;

/// <summary>The verdict on one output of a sweep: a line of the ledger.</summary>
/// <param name="Activation">The definition.</param>
/// <param name="Output">The destination.</param>
/// <param name="Input">The input that went through the floats; another one was held.</param>
/// <param name="Fingerprint">Of the kernel that was measured.</param>
/// <param name="Stride">1 if all floats went through it, n if every n-th.</param>
/// <param name="Bound">The promise, in ULP.</param>
/// <param name="NearRootBound">The promise within the windows around roots,
/// as a part of the derivative's scale.</param>
/// <param name="Special">The outputs at NaN, -∞, ∞, -0 and 0.</param>
/// <param name="Tally">What was found; the peaks are the oracle's.</param>
/// <param name="Failures">What broke a promise.</param>
public sealed record SweepRow(
    string Activation, string Output, string Input, string Fingerprint, int Stride, double Bound,
    double NearRootBound, string Special, Tally Tally,
    IReadOnlyList<string> Failures)
{
    /// <summary>The columns of a line.</summary>
    public const string Columns = "definition\toutput\tinput\tfingerprint\tstride\tbound\tnear-root bound\tspecial\t"
        + Tally.Columns;

    /// <summary>Where the row belongs in a ledger.</summary>
    public (string Activation, string Output, string Input) Key => (Activation, Output, Input);

    /// <summary>A line of the ledger.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture,
        $"{Activation}\t{Output}\t{Input}\t{Fingerprint}\t{Stride}\t{Bound:R}\t{NearRootBound:R}\t{Special}\t{Tally}");

    /// <summary>What <see cref="ToLine"/> wrote; what failed is judged anew.</summary>
    public static SweepRow Parse(string line)
    {
        var fields = line.Split('\t');
        double Number(int field) => double.Parse(fields[field], CultureInfo.InvariantCulture);
        return Of(fields[0], fields[1], fields[2], fields[3], (int)Number(4), Number(5), Number(6), rises: false,
            fields[7], Tally.Parse(fields.AsSpan(8)), []);
    }

    /// <summary>The same findings judged by what the sweep's definition promises now.</summary>
    public SweepRow Under(Sweep sweep)
        => Of(Activation, Output, Input, Fingerprint, Stride, sweep.Bound, sweep.NearRootBound,
            sweep.Rises, Special, Tally, []);

    internal static SweepRow Of(
        string activation, string output, string input, string fingerprint, int stride, double bound,
        double nearRootBound, bool rises, string special, Tally tally, IEnumerable<string> others)
        => new(activation, output, input, fingerprint, stride, bound, nearRootBound, special, tally,
        [
            .. tally.Points > 0 ? [] : (string[])["no float was judged"],
            .. tally.Highest.Error <= bound ? [] : (string[])[
                Invariant($"{tally.Highest.Error:0.0000} ULP at {Spell(tally.Highest.Input)}, {bound} promised")],
            .. tally.NearRoot.Error <= nearRootBound ? [] : (string[])[
                Invariant($"2^{Math.Log2(tally.NearRoot.Error):0.00} of the scale near a root, ")
                    + Invariant($"at {Spell(tally.NearRoot.Input)}")],
            .. from defect in ((string Name, Mismatches Found)[])
               [("zeros for normal numbers", tally.Zeros), ("NaN for numbers or the reverse", tally.WrongNaN),
                ("wrong signs", tally.WrongSigns), ("differing bits", tally.Differing),
                ("steps down of what must rise", rises ? tally.Falls : default)]
               where defect.Found.Count > 0
               select Invariant($"{defect.Found.Count} {defect.Name}, first at {Spell(defect.Found.First)}"),
            .. others,
        ]);

    static string Spell(uint bits) => UlpReport.Spell([BitConverter.UInt32BitsToSingle(bits)]);

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n',
    [
        Invariant($"{Activation} {Output} along {Input}: {Tally.Highest.Error:0.0000} ULP ")
            + Invariant($"at {Spell(Tally.Highest.Input)}, subnormal {Tally.Subnormal.Error:0.00}, ")
            + Invariant($"correctly rounded {(double)Tally.CorrectlyRounded / Math.Max(1, Tally.Points):P3}, ")
            + Invariant($"rises {Tally.Rises}, falls {Tally.Falls}"),
        .. Failures.Select(failure => $"  FAILED: {failure}"),
    ]);
}
