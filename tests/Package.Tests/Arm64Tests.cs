// ARM64 in an emulator: the runtime that users have there, its JIT and its NEON instructions, with the pinned bits.
using System.Text.RegularExpressions;

namespace Kernels.Package.Tests;

[Collection(Workshop.Name), Trait("Suite", "Long")]
public sealed partial class Arm64Tests
{
    const string Emulator = "/usr/bin/qemu-aarch64";

    /// <summary>What the emulated runtime loads, the library with the hash of the pinned bits among it.</summary>
    static readonly string[] Libraries =
    [
        "/lib/ld-linux-aarch64.so.1",
        "/usr/lib/aarch64-linux-gnu/libstdc++.so.6",
        "/usr/lib/aarch64-linux-gnu/libssl.so.3",
    ];

    /// <summary>The program of tests/Arm64, which looks for the pinned bits in the folders above it.</summary>
    static readonly Lazy<string> Program = new(() =>
    {
        var folder = Path.Combine(Workshop.Root, "artifacts", "arm64");
        // What it refers to is built already, and other tests are running it.
        var published = DotNet.Run(Workshop.Root, null, "publish", "tests/Arm64", "-c", Workshop.Configuration,
            "-r", "linux-arm64", "--self-contained", "-p:BuildProjectReferences=false", "-o", folder);
        Assert.True(published.ExitCode == 0, published.Output);
        return Path.Combine(folder, "Kernels.Arm64");
    });

    /// <summary>Without these the runtime ends in the emulator: it reserves more memory than that maps.</summary>
    static readonly string[] Settings =
        ["-E", "DOTNET_EnableWriteXorExecute=0", "-E", "DOTNET_GCHeapHardLimit=0x40000000"];

    [Fact]
    public void Every_kernel_gives_the_pinned_bits_on_Arm64()
    {
        SkipWhereItCannotRun();

        var run = DotNet.Start(Workshop.Root, Emulator, null, [.. Settings, Program.Value]);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Matches(@"^\d{3,} kernels on Vector128: 0 give other bits", run.Output);
    }

    [Theory]
    [InlineData("Silu")]
    [InlineData("Tanh")]
    [InlineData("Softplus")]
    public void A_hot_loop_on_Arm64_multiplies_and_adds_in_one_instruction_and_calls_nothing(string definition)
    {
        SkipWhereItCannotRun();
        var listing = Path.GetTempFileName();

        var run = DotNet.Start(Workshop.Root, Emulator, null, [.. Settings, "-E", "DOTNET_JitDisasm=*ForwardPass:Run",
            "-E", $"DOTNET_JitStdOutFile={listing}", Program.Value, definition]);

        Assert.True(run.ExitCode == 0, run.Output);
        var loop = Assert.Single(File.ReadAllText(listing).Split("; Assembly listing for method"),
            method => WholeVectors().IsMatch(method));
        Assert.Contains("fmla", loop);
        Assert.DoesNotMatch(Call(), loop);
        File.Delete(listing);
    }

    static void SkipWhereItCannotRun()
        => Assert.SkipUnless(File.Exists(Emulator) && Libraries.All(File.Exists),
            "ARM64 is not tried: it takes qemu-user, and of the architecture arm64 libstdc++6 and libssl3.");

    [GeneratedRegex(@"^[^\n]*Floats128[^\n]*\(Kernels\.Loops\.WholeVectors")]
    private static partial Regex WholeVectors();

    [GeneratedRegex(@"\n\s+blr?\s")]
    private static partial Regex Call();
}
