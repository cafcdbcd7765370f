// The shipped suites over every definition and runner.
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Suites;

public class VerificationTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> All => Subjects.OnEachRunner(nameof(VerificationTests));

    [Theory, MemberData(nameof(All))]
    public void Errors_are_within_the_promised_ULP(string definition, string runner)
    {
        // The bits of all runners are compared elsewhere: one takes the large sample, and the special points.
        var report = UlpReport.Run(
            Subjects.Definitions[definition], Subjects.Runners[runner],
            runner == Subjects.Runners.Keys.First() ? null : Samples.Stratified(UlpReport.DefaultPoints / 4));
        Judge(report.Passed, report);
    }

    [Theory, MemberData(nameof(All))]
    public void Gradients_are_those_of_the_definition(string definition, string runner)
    {
        var report = GradientCheck.Run(Subjects.Definitions[definition], Subjects.Runners[runner]);
        Judge(report.Passed, report);
    }

    [Theory, MemberData(nameof(All))]
    public void Special_values_are_right(string definition, string runner)
    {
        var report = SpecialValues.Run(Subjects.Definitions[definition], Subjects.Runners[runner]);
        Judge(report.Passed, report);
    }

    void Judge(bool passed, object report)
    {
        output.WriteLine(report.ToString()!);
        Assert.True(passed, report.ToString());
    }
}
