// The pinned bits of the catalogue, on devices. The emulator is slow, and does the first few points.
using Kernels.Proof;

namespace Kernels.Gpu.Tests;

public class PinnedBitTests
{
    public static TheoryData<On, string> All => Cases.Definitions(Enum.GetValues<On>());

    [Theory(SkipTestWithoutData = true), MemberData(nameof(All))]
    public void Bits_match_the_pinned_bits(On on, string definition)
        => Assert.Empty(PinnedBits.Compare(Case.All(Cases.Definition(definition), new GpuRunner(Devices.Get(on))),
            few: on == On.Emulator));
}
