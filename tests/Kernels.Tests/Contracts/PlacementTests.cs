using Kernels.Proof;
using Xunit;

namespace Kernels.Tests.Contracts;

public class PlacementTests
{
    static readonly int[] Lengths = [.. Enumerable.Range(0, 258), 4095, 4096, 4097];
    static readonly int[] Few = [0, 1, 7, 16, 33, 67, 130, 257];

    public static TheoryData<string, string> All => Subjects.OnEachRunner(nameof(PlacementTests), every: 4);
    public static TheoryData<string> Runners => [.. Subjects.Runners.Keys];

    [Theory, MemberData(nameof(All))]
    public void Every_length_gives_the_same_bits_and_nothing_beyond_is_written(string definition, string runner)
        => Subjects.None(
            Subjects.Cases(definition, runner).SelectMany(subject => PlacementSuite.Lengths(subject, Lengths)));

    [Theory, MemberData(nameof(Runners))]
    public void A_million_elements_give_the_same_bits(string runner)
    {
        // The loops are shared: a definition that unrolls, one that does not, one of two inputs.
        var subjects = ((string[])["Relu", "Silu", "SwiGlu"]).SelectMany(
            name => Subjects.Cases("Kernels.Activations." + name, runner));
        Subjects.None(subjects.SelectMany(subject => PlacementSuite.Lengths(subject, [(1 << 20) + 1, 4097, 1])));
    }

    [Theory, MemberData(nameof(All))]
    public void Every_misalignment_gives_the_same_bits(string definition, string runner)
        => Subjects.None(
            Subjects.Cases(definition, runner).SelectMany(subject => PlacementSuite.Offsets(subject, Few)));

    [Theory, MemberData(nameof(All))]
    public void Nothing_beside_a_span_is_touched(string definition, string runner)
    {
        Assert.SkipUnless(GuardedMemory.IsSupported,
            "Pages are forbidden through mmap and mprotect, which this system does not have.");
        int[] lengths = [.. Enumerable.Range(0, 34), 63, 64, 65, 257, 1024];
        foreach (var guard in (Guard[])[Guard.Before, Guard.After])
            Subjects.None(Subjects.Cases(definition, runner)
                .SelectMany(subject => PlacementSuite.Guards(subject, lengths, guard)));
    }

    [Theory, MemberData(nameof(All))]
    public void In_place_gives_the_same_bits(string definition, string runner)
        => Subjects.None(
            Subjects.Cases(definition, runner).SelectMany(subject => AliasSuite.Run(subject, [1, 16, 67, 257])));
}
