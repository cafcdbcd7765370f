// Parameters that are trained: how they may be declared, and that their kernels are right.
using Kernels.Generators.Tests.Driving;

namespace Kernels.Generators.Tests.Hostile;

public class Parameters
{
    public static TheoryData<string> Legal =>
    [
        "static double Forward(double x, [Trainable] double beta = 1) => x * Sigmoid(beta * x);",
        "static double Forward(double x, double slope = 0.1, [Trainable] double beta = 1, [Trainable] double gamma = 2) => gamma * Tanh(beta * x) + slope * x;",
        "static double Forward(double x, double gate, [Trainable] double beta = 1) => x * Sigmoid(beta * gate);",
        "static double Forward(double x, [Trainable] double unused = 1) => x * x;",
        "static double Forward(double x, [Trainable] double beta = 1) => Exp(beta);",
        "static double Forward(double x, [Trainable] double dx = 1, [Trainable] double dy = 1, [Trainable] double y = 1) => x * dx + dy * y;",
        "static double Forward(double x, [Trainable] double sums = 1, [Trainable] double isa = 1, [Trainable] double terms = 1, [Trainable] double accumulate = 1) => x * sums * isa + terms * accumulate;",
        "static double Forward(double x, [Trainable] double Unsafe = 1, [Trainable] double ElementLoop = 1, [Trainable] double start = 1, [Trainable] double count = 1) => x * Unsafe * ElementLoop + start * count;",
        "static double Forward(double x, [Trainable] double @out = 1, [Trainable] double Beta = 1, [Trainable] double beta = 2) => x * @out + Beta * beta;",
    ];

    [Theory, MemberData(nameof(Legal))]
    public void AreTrained(string forward)
    {
        foreach (var accuracy in (string[])["", "(Accuracy = Accuracy.High)"])
        {
            var outcome = Project.Of($"namespace App;\n[Activation{accuracy}]\npublic readonly partial struct Probe\n{{\n    {forward}\n}}\n").Build().ShouldBuild();
            Check.Kernels(new Loaded(outcome).All.Single());
        }
    }

    [Fact]
    public void NeedADefaultValue() => Project.Define("static double Forward([Trainable] double x) => x;").Build().ShouldRefuse("KRN0017");

    [Fact]
    public void AreFew()
        => Project.Define($"static double Forward(double x, {string.Join(", ", Enumerable.Range(0, 9).Select(i => $"[Trainable] double p{i} = {i}"))}) => x;").Build().ShouldRefuse("KRN0014");
}
