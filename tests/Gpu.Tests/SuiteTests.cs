// The suites that users run on their own definitions, on a GPU: slopes against the user's own method, and special values.
using Kernels.Verification;

namespace Kernels.Gpu.Tests;

public class SuiteTests
{
    public static TheoryData<On, string> All => Cases.Definitions(On.Pocl, On.Cuda);

    [Theory, MemberData(nameof(All))]
    public void Gradients(On on, string definition)
    {
        var report = GradientCheck.Run(Cases.Definition(definition), new GpuRunner(Devices.Get(on)));
        Assert.True(report.Passed, report.ToString());
    }

    [Theory, MemberData(nameof(All))]
    public void Special_values(On on, string definition)
    {
        var report = SpecialValues.Run(Cases.Definition(definition), new GpuRunner(Devices.Get(on)));
        Assert.True(report.Passed, report.ToString());
    }
}
