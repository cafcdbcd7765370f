// A natively compiled program has the kernels of the instruction set it is compiled for, and of no other.
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Package.Tests;

[Collection(Workshop.Name), Trait("Suite", "Long")]
public class NativeAotTests(Workshop workshop)
{
    const string Program = Texts.Program + """

        Console.WriteLine(Kernels.Isas.Best);
        """;

    [Theory]
    [InlineData("", "Scalar", "KRN4001")]
    [InlineData("x86-64-v3", "Avx2", null)]
    [InlineData("x86-64-v4", "Avx512", null)]
    public void A_program_runs_the_kernels_of_its_instruction_set_and_is_warned_where_there_is_none(
        string instructionSet, string kernels, string? warning)
    {
        SkipWhereItCannotRun(kernels);
        var application = Application();

        var published = application.Publish($"-p:IlcInstructionSet={instructionSet}");

        Assert.Equal(warning is null ? [] : [warning], published.Warnings.Select(text => text.Split(':')[0]));
        Assert.Equal(Texts.Printed.ReplaceLineEndings("\n") + "\n" + kernels, application.RunPublished());
    }

    [Fact]
    public void The_warning_says_what_to_add_and_how_to_turn_it_off()
    {
        SkipWhereThereIsNoChoice();

        var warning = Assert.Single(Application().TryBuild().Warnings);

        Assert.Contains("<IlcInstructionSet>x86-64-v3</IlcInstructionSet>", warning);
        Assert.Contains("add KRN4001 to NoWarn", warning);
    }

    Consumer Application() => workshop.Project("Native",
        Texts.Application(Texts.Kernels, "<PublishAot>true</PublishAot>"),
        ("ESwish.cs", Texts.ESwish), ("Program.cs", Program));

    static void SkipWhereThereIsNoChoice()
        => Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "Elsewhere all kernels are scalar.");

    static void SkipWhereItCannotRun(string kernels)
    {
        SkipWhereThereIsNoChoice();
        Assert.SkipUnless(OperatingSystem.IsLinux() && OnPath("clang") is not null && HasZlib(),
            "NativeAOT links with clang and zlib (Debian: clang and zlib1g-dev); they are not installed.");
        Assert.SkipUnless(kernels != "Avx2" || (Avx2.IsSupported && Fma.IsSupported), "This processor has no AVX2.");
        Assert.SkipUnless(kernels != "Avx512" || (Avx512F.IsSupported && Vector512.IsHardwareAccelerated),
            "This processor has no AVX-512.");
    }

    static string? OnPath(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    static bool HasZlib() => File.Exists("/usr/include/zlib.h");
}
