// The shipped suites over every definition and runner. What does not keep its promise yet is in Breaches, by name.
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Suites;

public class VerificationTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> All => Subjects.OnEachRunner();

    [Theory, MemberData(nameof(All))]
    public void Errors_are_within_the_promised_ULP(string definition, string runner)
    {
        var report = UlpReport.Run(Subjects.Definitions[definition], Subjects.Runners[runner]);
        output.WriteLine(report.ToString());
        Assert.Equal(!Breaches.Ulp.ContainsKey(definition), report.Passed);
    }

    [Theory, MemberData(nameof(All))]
    public void Gradients_are_those_of_the_definition(string definition, string runner)
    {
        var report = GradientCheck.Run(Subjects.Definitions[definition], Subjects.Runners[runner]);
        output.WriteLine(report.ToString());
        Assert.True(report.Passed, report.ToString());
    }

    [Theory, MemberData(nameof(All))]
    public void Special_values_are_right(string definition, string runner)
    {
        var report = SpecialValues.Run(Subjects.Definitions[definition], Subjects.Runners[runner]);
        output.WriteLine(report.ToString());
        Assert.Equal(!Breaches.Special.ContainsKey(definition), report.Passed);
    }
}
