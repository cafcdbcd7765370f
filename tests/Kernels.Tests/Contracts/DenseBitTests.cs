using Kernels.Proof;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Contracts;

public class DenseBitTests
{
    public static TheoryData<string> All => [.. Extent.Of(Subjects.Definitions.Keys, nameof(DenseBitTests), 8)];

    /// <summary>On the fastest path: that all paths give the same bits is tested elsewhere.</summary>
    [Theory, MemberData(nameof(All))]
    public void Bits_of_the_dense_sample_match_the_pinned_bits(string definition)
    {
        Assert.SkipUnless(CpuRunner.Available.Count > 1, "The sample takes minutes without vectors.");
        Assert.SkipWhen(PinnedBits.IsUpdating, "They are being written.");
        Subjects.None(PinnedBits.CompareDense(Subjects.Cases(definition, CpuRunner.Available[0].Name)));
    }
}
