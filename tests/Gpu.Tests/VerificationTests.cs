// The suites that users run on their own definitions, on the GPU kernels.
using Kernels.Verification;

namespace Kernels.Gpu.Tests;

public class VerificationTests
{
    public static TheoryData<On, string> All => Cases.Definitions(On.Pocl, On.Cuda);

    [Theory(SkipTestWithoutData = true), MemberData(nameof(All))]
    public void Gradients_are_those_of_the_definition(On on, string definition)
        => Pass(on, runner => GradientCheck.Run(Cases.Definition(definition), runner).Failures);

    [Theory(SkipTestWithoutData = true), MemberData(nameof(All))]
    public void Special_values_are_right(On on, string definition)
        => Pass(on, runner => SpecialValues.Run(Cases.Definition(definition), runner).Failures);

    static void Pass(On on, Func<KernelRunner, IReadOnlyList<string>> failures)
    {
        var found = failures(new GpuRunner(Devices.Get(on)));
        Assert.True(found.Count == 0, string.Join("\n", found.Take(20)));
    }
}
