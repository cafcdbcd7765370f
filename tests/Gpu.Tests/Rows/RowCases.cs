// Every definition over rows × device, by name, so that each is a test of its own.
using Kernels.Proof;
using Kernels.Verification;

namespace Kernels.Gpu.Tests.Rows;

static class RowCases
{
    static readonly Dictionary<string, RowInfo> ByName = global::Kernels.Activations.RowCatalog.All
        .Concat(RowCatalog.All).ToDictionary(definition => definition.FullName);

    /// <summary>How many different kernels there are.</summary>
    public static int Kernels => ByName.Values.Sum(definition => definition.Kernels.Count);

    public static TheoryData<On, string> Definitions(params On[] devices)
    {
        var data = new TheoryData<On, string>();
        foreach (var on in devices.Intersect(Devices.Present))
            foreach (var name in Extent.Of(ByName.Keys, nameof(Definitions), 12)) data.Add(on, name);
        return data;
    }

    /// <summary>The catalogue, whose bits are pinned.</summary>
    public static TheoryData<On, string> Catalogue(params On[] devices)
    {
        var data = new TheoryData<On, string>();
        foreach (var on in devices.Intersect(Devices.Present))
            foreach (var definition in Extent.Of(global::Kernels.Activations.RowCatalog.All, nameof(Catalogue), 8))
                data.Add(on, definition.FullName);
        return data;
    }

    public static RowInfo Definition(string name) => ByName[name];

    public static KernelRunner Cpu { get; } = new CpuRunner(Isas.Best);

    /// <summary>The device's runner, which must have every member of the definition.</summary>
    public static KernelRunner Runner(On on, RowInfo definition)
    {
        var runner = new GpuRunner(Devices.Get(on));
        Assert.All(definition.Kernels, kernel => Assert.True(runner.Offers(definition, kernel),
            $"{definition.FullName}.{kernel.Name} has no GPU kernel."));
        return runner;
    }

    public static void None(IEnumerable<string> faults)
    {
        var found = faults.Take(20).ToArray();
        Assert.True(found.Length == 0, string.Join("\n", found));
    }
}
