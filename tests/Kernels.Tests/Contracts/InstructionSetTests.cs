// One result, whatever the instruction set: compared in bits over all kinds of floats.
using Kernels.Proof;
using Xunit;

namespace Kernels.Tests.Contracts;

public class InstructionSetTests
{
    const int Points = 1 << 16;

    public static TheoryData<string> All => [.. Subjects.Definitions.Keys];

    [Theory, MemberData(nameof(All))]
    public void Instruction_sets_give_the_same_bits(string definition)
    {
        Assert.SkipWhen(Subjects.Runners.Count == 1, "This machine, or its settings, offers one instruction set only.");
        var reference = Subjects.Runners[nameof(Isa.Scalar)];
        foreach (var expected in Case.All(Subjects.Definitions[definition], reference))
        {
            var sources = expected.Sources(Points);
            var bits = expected.Run(sources);
            foreach (var runner in Subjects.Runners.Values.Where(runner => runner != reference))
            {
                var actual = expected with { Runner = runner };
                var differences = actual.Run(sources).Select(
                    (output, i) => actual.Difference(expected.Kernel.Destinations[i], bits[i], output, sources));
                Subjects.None(differences.OfType<string>());
            }
        }
    }
}
