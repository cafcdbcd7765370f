// The ways in which a project comes by its kernels.
namespace Kernels.Package.Tests;

[Collection(Workshop.Name), Trait("Suite", "Long")]
public class PackageUseTests(Workshop workshop)
{
    [Fact]
    public void A_console_application_with_its_own_definition_builds_and_runs()
    {
        var application = workshop.Project("OwnDefinition", Texts.Application(Texts.Kernels),
            ("ESwish.cs", Texts.ESwish), ("Program.cs", Texts.Program));

        Assert.Equal(Texts.Printed.ReplaceLineEndings("\n"), application.Build().Run());
    }

    [Fact]
    public void A_class_library_with_definitions_serves_an_application_and_its_definitions()
    {
        workshop.Project("Library", Texts.Project(Texts.Kernels), ("ESwish.cs", Texts.ESwish));
        var application = workshop.Project("Application",
            Texts.Application("""<ProjectReference Include="../Library/Library.csproj" />"""),
            ("Gate.cs", """
                using Example;
                using Kernels;

                namespace Application;

                [Activation]
                public readonly partial struct Gate
                {
                    public static double Forward(double x, double gate) => ESwish.Forward(x, 2) * gate;
                }
                """),
            ("Program.cs", Texts.Program + """

                Application.Gate.Forward(x, [1, 1, 1, 10], y);
                Console.WriteLine(y[3]);
                """));

        Assert.Equal(Texts.Printed.ReplaceLineEndings("\n") + "\n35.23188", application.Build().Run());
    }

    [Fact]
    public void The_GPU_package_alone_brings_the_generator_and_the_kernels_of_both()
    {
        var application = workshop.Project("Device", Texts.Application(Texts.Gpu),
            ("ESwish.cs", Texts.ESwish),
            ("Program.cs", Texts.Program + """

                using var device = Kernels.Gpu.GpuDevice.Open(Kernels.Gpu.GpuKind.CpuEmulator);
                using var source = Kernels.Package.Buffers.Of(device, x);
                using var result = Kernels.Package.Buffers.Of(device, new float[4]);
                ESwish.Forward(device.Stream, source.View.BaseView, result.View.BaseView);
                device.Stream.Synchronize();
                Console.WriteLine(string.Join(' ', Kernels.Package.Buffers.Read(device, result)));
                """),
            ("Buffers.cs", """
                using ILGPU;
                using ILGPU.Runtime;
                using Kernels.Gpu;

                namespace Kernels.Package;

                static class Buffers
                {
                    public static MemoryBuffer1D<float, Stride1D.Dense> Of(GpuDevice device, float[] values)
                        => device.Accelerator.Allocate1D(values);

                    public static float[] Read(GpuDevice device, MemoryBuffer1D<float, Stride1D.Dense> buffer)
                        => buffer.GetAsArray1D(device.Stream);
                }
                """));

        var printed = application.Build().Run().Split('\n');
        Assert.Equal(printed[0], printed[2]);
    }
}
