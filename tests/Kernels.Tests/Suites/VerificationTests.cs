// The shipped suites over every definition and runner. What does not keep its promise yet is in Breaches, by name.
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Suites;

public class VerificationTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> All => Subjects.OnEachRunner();
    public static TheoryData<string> Breached => [.. Breaches.Ulp.Keys];

    [Theory, MemberData(nameof(All))]
    public void Errors_are_within_the_promised_ULP(string definition, string runner)
    {
        // The bits of all runners are compared elsewhere: one takes the large sample.
        var points = runner == Subjects.Runners.Keys.First() ? UlpReport.DefaultPoints : UlpReport.DefaultPoints / 4;
        var report = UlpReport.Run(Subjects.Definitions[definition], Subjects.Runners[runner], Samples.Stratified(points));
        Judge(report.Passed, report, Breaches.Ulp.ContainsKey(definition));
    }

    [Theory, MemberData(nameof(All))]
    public void Gradients_are_those_of_the_definition(string definition, string runner)
    {
        var report = GradientCheck.Run(Subjects.Definitions[definition], Subjects.Runners[runner]);
        Judge(report.Passed, report, Breaches.Gradient.ContainsKey(definition));
    }

    [Theory, MemberData(nameof(All))]
    public void Special_values_are_right(string definition, string runner)
    {
        var report = SpecialValues.Run(Subjects.Definitions[definition], Subjects.Runners[runner]);
        Judge(report.Passed, report, Breaches.Special.ContainsKey(definition));
    }

    [Theory, MemberData(nameof(Breached))]
    public void A_breach_goes_no_further_than_is_written(string definition)
    {
        var breach = Breaches.Ulp[definition];
        var activation = Subjects.Definitions[definition] with { MaxUlp = breach.MaxUlp, MaxGradientUlp = breach.MaxGradientUlp };
        float[] inputs = [.. Samples.Stratified(8192).Where(x => Math.Abs(x) >= breach.Smallest && Math.Abs(x) <= breach.Largest)];
        var report = UlpReport.Run(activation, inputs: inputs);
        Judge(report.Passed, report, breached: false);
    }

    void Judge(bool passed, object report, bool breached)
    {
        output.WriteLine(report.ToString()!);
        if (breached) Assert.False(passed, $"The promise is kept now: take it off the list of breaches.\n{report}");
        else Assert.True(passed, report.ToString());
    }
}
