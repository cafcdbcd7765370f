// What the exhaustive run asks of all floats, asked of a stratified sample and of the worst inputs that it has found:
// on the fastest instruction set, the others compared in bits.
using Kernels.Proof;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Suites;

public class SweepTests(ITestOutputHelper output)
{
    const int Points = 1 << 20;

    static readonly float[] Sample = Samples.Stratified(Points, stream: 3);

    static readonly ILookup<string, SweepRow> Ledger = Proof.Ledger.Committed.Rows.ToLookup(row => row.Activation);

    public static TheoryData<string> All =>
        [.. Extent.Of(Proof.Subjects.All, nameof(SweepTests), 16).Select(activation => activation.FullName)];

    [Theory, MemberData(nameof(All))]
    public void Every_promise_holds_on_a_sample_and_at_the_worst_inputs(string definition)
    {
        var pinned = Ledger[definition].SelectMany(
            row => (WorstCase[])[row.Tally.Highest, row.Tally.Subnormal, row.Tally.NearRoot]).Select(peak => peak.At);
        float[] points = [.. Sample, .. pinned, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        var rows = Monotone.Sweeps(Subjects.Definitions[definition])
            .SelectMany(sweep => sweep.Judge(sweep.Points(points))).ToArray();
        foreach (var row in rows) output.WriteLine(row.ToString());
        Subjects.None(from row in rows
                      from failure in row.Failures
                      select $"{row.Activation} {row.Output} along {row.Input}: {failure}");
    }
}
