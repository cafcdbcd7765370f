using ILGPU.Runtime.OpenCL;

namespace Kernels.Gpu.Tests;

public class DeviceTests
{
    [Fact]
    public void The_best_device_is_the_first_kind_that_opens()
    {
        using var best = GpuDevice.Best();
        var lines = GpuDevice.Describe();
        Assert.Equal(Enum.GetValues<GpuKind>().Length, lines.Count);
        Assert.Equal(best.Name, lines[(int)best.Kind]);
        Assert.All(lines.Take((int)best.Kind), line => Assert.StartsWith("No ", line));
    }

    /// <summary>
    /// Skipped with the reason where a device is missing; no other test says so again for each definition.
    /// </summary>
    [Theory, InlineData(On.Emulator), InlineData(On.Pocl), InlineData(On.Cuda)]
    public void The_suites_run_on_the_device(On on) => Assert.NotNull(Devices.Get(on));

    [Fact]
    public void The_emulator_is_named_an_emulator()
    {
        using var emulator = GpuDevice.Open(GpuKind.CpuEmulator);
        Assert.Contains("EMULATOR", emulator.Name);
    }

    [Fact]
    public void Opening_a_missing_device_says_why_it_is_missing()
    {
        if (GpuDevice.Describe()[(int)GpuKind.Cuda] is var line && !line.StartsWith("No ", StringComparison.Ordinal))
            Assert.Skip($"There is one: {line}.");
        Assert.Equal(line, Assert.Throws<GpuUnavailableException>(() => GpuDevice.Open(GpuKind.Cuda)).Message);
    }

    [Fact]
    public void A_device_that_is_refused_is_named_with_what_it_lacks()
    {
        var line = GpuDevice.Describe()[(int)GpuKind.OpenCl];
        if (!line.StartsWith("No ", StringComparison.Ordinal)) Assert.Skip($"It is not refused: {line}.");
        if (line.Contains("not installed", StringComparison.Ordinal)) Assert.Skip(line);
        var refused = CLDevice.GetDevices(_ => true).OfType<CLDevice>().ToArray();
        if (refused.Length == 0) Assert.Skip("The driver lists no device.");
        Assert.All(refused, device => Assert.Contains($"{device.Name} (", line));
        Assert.Contains(" lacks ", line);
    }

    [Fact]
    public void Every_kernel_of_the_catalogue_is_in_the_GPU_catalogue()
    {
        // A definition with several results is in the catalogue once for each, and has each kernel once.
        (string, string)[] expected =
        [
            .. (from definition in Kernels.Activations.ActivationCatalog.All
                from kernel in definition.Kernels
                let whole = kernel.Of?.Whole ?? definition
                select (whole.FullName, (kernel.Of?.Kernel ?? kernel).Name)).Distinct(),
            .. from definition in Kernels.Activations.RowCatalog.All
               from kernel in definition.Kernels
               select (definition.FullName, kernel.Name),
        ];
        Assert.Equal(expected.Order(), Kernels.Gpu.GpuCatalog.All.Select(row => (row.Definition, row.Name)).Order());
    }
}
