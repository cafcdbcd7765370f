// Seeds of random numbers: a parameter of its own, or a diagnostic that says so.
using Kernels.Generators.Tests.Driving;

namespace Kernels.Generators.Tests.Hostile;

public class RandomSeedTests
{
    public static TheoryData<string> Legal =>
    [
        "static double Forward(double x, double rate = 0.5, double seed = 0) => Uniform(seed) "
            + "< rate ? 0 : x / (1 - rate);",
        "static double Forward(double x, double a = 1, double b = 2) => x * Uniform(a) + Uniform(b);",
        "static double Forward(double x, double seed = 3) => Uniform(seed) * Uniform(seed) * x;",
        "static double Forward(double x, double seed = 3) { var u = Draw(seed); return u < 0.1 ? Silu(x) : x; } "
            + "static double Draw(double s) => KernelMath.Uniform(s); static double Silu(double t) => t * Sigmoid(t);",
        "static double Forward(double x, double offset = 3, double i = 4) => Uniform(offset) * x + i;",
        "static double Forward(double x, double Uniforms = 3, double memory = 4) => Uniform(Uniforms) * x + memory;",
        "static double Forward(double x, double @long = 3, [Trainable] double position = 4) "
            + "=> Uniform(@long) * x + position;",
    ];

    [Theory, MemberData(nameof(Legal))]
    public void A_seed_that_is_a_parameter_of_its_own_compiles(string forward)
    {
        foreach (var accuracy in (string[])["", "(Accuracy = Accuracy.High)"])
        {
            var outcome = Project.Of($"namespace App;\n[Activation{accuracy}]\npublic readonly partial struct "
                + $"Probe\n{{\n    {forward}\n}}\n").Build().ShouldBuild();
            Check.Kernels(new Loaded(outcome).All.Single());
        }
    }

    public static TheoryData<string> Illegal =>
    [
        "static double Forward(double x) => Uniform(x);",
        "static double Forward(double x) => x * Uniform(3);",
        "static double Forward(double x, double seed = 1) => x * Uniform(seed + 1);",
        "static double Forward(double x, double seed = 1) => x * Uniform(seed) * seed;",
        "static double Forward(double x, double seed = 0.5) => x * Uniform(seed);",
        "static double Forward(double x, double seed = -1) => x * Uniform(seed);",
        "static double Forward(double x, double seed = 1e10) => x * Uniform(seed);",
        "static double Forward(double x, [Trainable] double seed = 1) => x * Uniform(seed);",
    ];

    [Theory, MemberData(nameof(Illegal))]
    public void Any_other_seed_is_refused(string forward) => Project.Define(forward).Build().ShouldRefuse("KRN0018");
}
