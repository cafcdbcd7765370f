// Definitions of referenced assemblies: inlined from the attribute that carries them,
// and what happens where it is not sound.
using Kernels.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Tests.Hostile;

public class ReferencedDefinitionTests
{
    const string Caller =
        "[Activation] partial struct Probe { static double Forward(double x) => Lib.Inner.Forward(x); }";

    [Fact]
    public void A_referenced_definition_is_inlined()
    {
        const string Inner = "namespace Lib; [Activation] public readonly partial struct Inner { "
            + "public static double Forward(double x, double k = 0.5) => k * x / (1 + Exp(-x)); }";
        var library = Project.Of(Inner) with { AssemblyName = "Library" };
        var outcome = (Project.Of(Caller) with
        {
            References = [.. Project.Basis, Image(library.Build().ShouldBuild().Compilation)]
        }).Build().ShouldBuild();
        Assert.Contains("exp", outcome.Files["ActivationCatalog.g.cs"]);
        Assert.Contains("const 0.5", outcome.Files["ActivationCatalog.g.cs"]);
    }

    /// <summary>
    /// Trainable scalars, hyperparameters and seeds are arguments like any other; what they are is the caller's affair.
    /// </summary>
    [Fact]
    public void A_referenced_definition_is_inlined_with_its_parameters()
    {
        var library = Project.Of("""
            namespace Lib;
            [Activation] public readonly partial struct Swish
            {
                public static double Forward(double x, [Trainable] double beta = 2, double shift = 0.5)
                    => x * Sigmoid(beta * x + shift);
            }
            [Activation] public readonly partial struct Drop
            {
                public static double Forward(double x, double rate = 0.5, double seed = 3)
                    => Uniform(seed) < rate ? 0 : x;
            }
            """) with { AssemblyName = "Library" };
        var caller = Project.Of("""
            namespace App;
            [Activation] partial struct Trained
            {
                static double Forward(double x, [Trainable] double b = 1) => Lib.Swish.Forward(x, shift: 0.25, beta: b);
            }
            [Activation] partial struct Fixed
            {
                static double Forward(double x, double slope = 0.5) => Lib.Swish.Forward(slope * x);
            }
            [Activation] partial struct Gated
            {
                static double Forward(double x, double gate) => x * Lib.Swish.Forward(gate, gate);
            }
            [Activation] partial struct Dropped
            {
                static double Forward(double x, double mask = 5)
                    => Lib.Drop.Forward(Lib.Swish.Forward(x), 0.25, mask);
            }
            """) with { References = [.. Project.Basis, Image(library.Build().ShouldBuild().Compilation)] };
        var outcome = caller.Build().ShouldBuild();
        Assert.Contains("out float db",
            outcome.Files.Single(file => file.Key.Contains("Trained", StringComparison.Ordinal)).Value);
        Assert.DoesNotContain("out float",
            outcome.Files.Single(file => file.Key.Contains("Fixed", StringComparison.Ordinal)).Value);
        Assert.Contains("uint mask = 5u, long offset = 0L",
            outcome.Files.Single(file => file.Key.Contains("Dropped", StringComparison.Ordinal)).Value);
        // The same formulas in one project compute the same.
        var whole = new Project([.. library.Files, .. caller.Files.Select(file => file with { Path = "Caller.cs" })]);
        foreach (var activation in new Loaded(whole.Build().ShouldBuild()).All) Check.Kernels(activation);
        Assert.All(outcome.Files.Where(file => file.Key.StartsWith("App", StringComparison.Ordinal)),
            file => Assert.Equal(Kernels(whole.Build().Files[file.Key]), Kernels(file.Value)));

        static string Kernels(string file)
            => file[file.IndexOf("namespace Kernels.Generated", StringComparison.Ordinal)..];
    }

    public static TheoryData<string> Unsound =>
    [
        "",
        "kernels-ir 1\\nname Lib.Inner\\nbounds 1 1\\ninput x\\n%0 = input 0\\nreturn %0\\n",
        "kernels-ir 3\\nname Lib.Inner\\nbounds 1 1\\ninput x\\nreturn\\n",
        "kernels-ir 3\\nname Lib.Inner\\nbounds 1 1\\ninput x\\n%0 = input 7\\nreturn %0\\n",
        "kernels-ir 3\\nname Lib.Inner\\nbounds 1 1\\ninput x\\n%0 = input 99999999999999999999\\nreturn %0\\n",
        "kernels-ir 3\\nname Lib.Inner\\nbounds 1 1\\ninput x\\ninput y\\n%0 = input 0\\nreturn %0\\n",
        "kernels-ir 3\\nname Lib.Inner\\nbounds 1 1\\ninput x\\n%0 = output 0\\nreturn %0\\n",
        "kernels-ir 3\\nname Lib.Inner\\nbounds 1 1\\ninput x\\n%0 = input 0\\n%1 = fma %0 %0 %0\\nreturn %1\\n",
        "kernels-ir 3\\nname Lib.Inner\\nbounds 1 1\\ninput x\\n%0 = input 0\\n%1 = warp %0\\nreturn %1\\n",
        "kernels-ir 3\\nname Lib.Inner\\nbounds 1 1\\ninput x\\n%0 = neg %1\\n%1 = input 0\\nreturn %0\\n",
        "kernels-ir 3\\nname Lib.Inner\\nbounds 1 1\\nparameter k\\n%0 = const NaNN\\nreturn %0\\n",
        "kernels-ir 3\\nname Lib.Inner\\nname Lib.Inner\\nbounds 1 1\\ninput x\\n%0 = input 0\\nreturn %0\\n",
        "kernels-ir 3\\nname Lib.Other\\nbounds 1 1\\ninput x\\n%0 = input 0\\nreturn %0\\n",
    ];

    [Theory, MemberData(nameof(Unsound))]
    public void An_invalid_referenced_definition_is_refused(string text)
    {
        // The library is compiled without the generator, as one built by hand or by another version.
        var inner = $"[assembly: Definition(\"{text}\")] namespace Lib {{ [Activation] public struct Inner "
            + "{ public static double Forward(double x) => x; } }";
        var library = (Project.Of(inner) with { AssemblyName = "Library" }).Compile();
        (Project.Of(Caller) with { References = [.. Project.Basis, Image(library)] }).Build().ShouldRefuse("KRN0015");
    }

    static PortableExecutableReference Image(Compilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
