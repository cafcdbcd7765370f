// A generated type stands in the user's assembly, so it must pass the rules that the user has for his own.
namespace Kernels.Package.Tests;

[Collection(Workshop.Name), Trait("Suite", "Long")]
public class StrictProjectTests(Workshop workshop)
{
    [Fact]
    public void A_project_with_every_analyzer_and_warnings_as_errors_needs_no_suppression()
        => workshop.Project("Strict",
            Texts.Project(Texts.Gpu, """
                <ImplicitUsings>disable</ImplicitUsings>
                    <Nullable>disable</Nullable>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                    <AnalysisMode>All</AnalysisMode>
                    <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                    <GenerateDocumentationFile>true</GenerateDocumentationFile>
                """),
            ("ESwish.cs", Texts.ESwish),
            ("Definitions.cs", """
                using Kernels;
                using static Kernels.KernelMath;

                namespace Example;

                /// <summary>Two inputs.</summary>
                [Activation]
                public readonly partial struct Gate
                {
                    /// <summary>The formula.</summary>
                    public static double Forward(double x, double gate) => x * Sigmoid(gate);
                }

                /// <summary>A trained parameter.</summary>
                [Activation]
                public readonly partial struct Sharpened
                {
                    /// <summary>The formula.</summary>
                    public static double Forward(double x, [Trainable] double beta = 1) => x * Sigmoid(beta * x);
                }

                /// <summary>Rows.</summary>
                [Activation]
                public readonly partial struct Shares
                {
                    /// <summary>The formula.</summary>
                    public static Row Forward(Row x) => Exp(x) / Sum(Exp(x));
                }

                internal static partial class Outer
                {
                    [Activation]
                    internal readonly partial struct Nested
                    {
                        private static double Forward(double x) => x > 0 ? Half(x) : 0;

                        private static double Half(double x) => x / 2;
                    }
                }
                """)).Build();
}
