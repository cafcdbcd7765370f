// Parameters that are trained: how they may be declared, and that their kernels are right.
extern alias runtime;

using Kernels.Generators.Tests.Driving;
using runtime::Kernels.Proof;

namespace Kernels.Generators.Tests.Hostile;

public class TrainableParameterTests
{
    public static IEnumerable<ITheoryDataRow> LegalInPart
        => Extent.Of<ITheoryDataRow>(Legal, nameof(TrainableParameterTests), 3);

    public static TheoryData<string> Legal =>
    [
        "static double Forward(double x, [Trainable] double beta = 1) => x * Sigmoid(beta * x);",
        "static double Forward(double x, double slope = 0.1, [Trainable] double beta = 1, "
            + "[Trainable] double gamma = 2) => gamma * Tanh(beta * x) + slope * x;",
        "static double Forward(double x, double gate, [Trainable] double beta = 1) => x * Sigmoid(beta * gate);",
        "static double Forward(double x, [Trainable] double unused = 1) => x * x;",
        "static double Forward(double x, [Trainable] double beta = 1) => Exp(beta);",
        "static double Forward(double x, [Trainable] double dx = 1, [Trainable] double dy = 1, "
            + "[Trainable] double y = 1) => x * dx + dy * y;",
        "static double Forward(double x, [Trainable] double sums = 1, [Trainable] double isa = 1, [Trainable] double "
            + "terms = 1, [Trainable] double accumulate = 1) => x * sums * isa + terms * accumulate;",
        "static double Forward(double x, [Trainable] double Unsafe = 1, "
            + "[Trainable] double ElementLoop = 1, [Trainable] double start = 1, [Trainable] double count = 1) "
            + "=> x * Unsafe * ElementLoop + start * count;",
        "static double Forward(double edge, [Trainable] double RowLoop = 1, [Trainable] double from = 1, "
            + "double TVector = 1, double lanes = 2) => "
            + "Tanh(edge * RowLoop) * from + TVector * lanes;",
        "static double Forward(double x, [Trainable] double @out = 1, [Trainable] double Beta = 1, "
            + "[Trainable] double beta = 2) => x * @out + Beta * beta;",
    ];

    [Theory, MemberData(nameof(LegalInPart))]
    public void A_definition_with_trainable_parameters_compiles_and_matches_its_method(string forward)
    {
        foreach (var accuracy in (string[])["", "(Accuracy = Accuracy.High)"])
        {
            var outcome = Project.Of($"namespace App;\n[Activation{accuracy}]\npublic readonly partial struct "
                + $"Probe\n{{\n    {forward}\n}}\n").Build().ShouldBuild();
            Check.Kernels(new Loaded(outcome).All.Single());
        }
    }

    [Fact]
    public void A_trainable_parameter_without_a_default_is_refused()
        => Project.Define("static double Forward([Trainable] double x) => x;").Build().ShouldRefuse("KRN0017");

    [Fact]
    public void More_than_32_trainable_parameters_are_refused()
        => Assert.Contains("[PerColumn]", Project.Define($"static double Forward(double x, {Trained(33)}) => x;")
            .Build().ShouldRefuse("KRN0014").GetMessage());

    /// <summary>A rational function of degrees 5 and 4, which cannot be split; and as many as there may be.</summary>
    [Theory]
    [InlineData(10, "(p0 + x * (p1 + x * (p2 + x * (p3 + x * (p4 + x * p5))))) "
        + "/ (1 + Abs(x * (p6 + x * (p7 + x * (p8 + x * p9)))))")]
    [InlineData(32, "Tanh(p0 + p1 * x + p2 * p3 + p31 * x * x)")]
    public void Up_to_32_trainable_parameters_compile(int count, string value)
        => Check.Kernels(new Loaded(Project.Define($"static double Forward(double x, {Trained(count)}) => {value};")
            .Build().ShouldBuild()).All.Single());

    static string Trained(int count)
        => string.Join(", ", Enumerable.Range(0, count).Select(i => $"[Trainable] double p{i} = 0.0{i + 1}"));
}
