using Kernels.Activations;
using Kernels.Proof;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Contracts;

public class PinnedBitTests
{
    public static TheoryData<string, string> All => Subjects.OnEachRunner();

    public static TheoryData<string, string> Sample => Subjects.OnEachRunner(nameof(PinnedBitTests));

    static PinnedBitTests()
    {
        if (PinnedBits.IsUpdating) PinnedBits.Write(Subjects.Definitions.Values);
    }

    [Theory, MemberData(nameof(All))]
    public void Bits_match_the_pinned_bits(string definition, string runner)
        => Subjects.None(PinnedBits.Compare(Subjects.Cases(definition, runner)));

    [Theory, MemberData(nameof(Sample))]
    public void Threads_do_not_change_the_bits(string definition, string runner)
        => Subjects.None(
            Subjects.Cases(definition, runner).SelectMany(subject => ThreadSuite.Run(subject, 5003, 1, 2, 7)));

    [Fact]
    public void One_ULP_in_one_element_is_noticed()
    {
        var right = Silu.Info["Forward"];
        var wrong = right with
        {
            Run = (isa, sources, destinations, parameters) =>
            {
                right.Run(isa, sources, destinations, parameters);
                var output = destinations[0].Span;
                output[^1] = MathF.BitIncrement(output[^1]);
            },
        };
        Assert.Single(PinnedBits.Compare([new(Silu.Info, wrong, new CpuRunner(Isa.Scalar))]));
    }
}
