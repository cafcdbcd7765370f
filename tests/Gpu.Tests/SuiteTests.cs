// The suites that users run on their own definitions: of the GPU kernels they say what they say of the CPU kernels.
using Kernels.Verification;

namespace Kernels.Gpu.Tests;

public class SuiteTests
{
    public static TheoryData<On, string> All => Cases.Definitions(On.Pocl, On.Cuda);

    [Theory, MemberData(nameof(All))]
    public void Gradients(On on, string definition)
        => Same(on, runner => GradientCheck.Run(Cases.Definition(definition), runner).Failures);

    [Theory, MemberData(nameof(All))]
    public void Special_values(On on, string definition)
        => Same(on, runner => SpecialValues.Run(Cases.Definition(definition), runner).Failures);

    static void Same(On on, Func<KernelRunner, IReadOnlyList<string>> failures)
    {
        KernelRunner cpu = CpuRunner.Available[0], gpu = new GpuRunner(Devices.Get(on));
        Assert.Equal(failures(cpu).Select(failure => failure.Replace(cpu.Name, gpu.Name)), failures(gpu));
    }
}
