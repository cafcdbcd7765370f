// Every definition × member × device, by name, so that each is a test of its own.
using Kernels.Proof;

namespace Kernels.Gpu.Tests;

static class Cases
{
    static readonly IReadOnlyList<ActivationInfo> Catalogue = Activations.ActivationCatalog.All;
    static readonly Dictionary<string, ActivationInfo> ByName = Catalogue.Concat(ActivationCatalog.All)
        .ToDictionary(definition => definition.FullName);

    /// <summary>
    /// How many different loops there are, vectors and scalars counted apart, sums once: a kernel that computes what
    /// another one does, under other names, has none of its own.
    /// </summary>
    public static int Loops
        => ByName.Values.Select(definition => definition.Kernels[0].Of?.Whole ?? definition)
            .DistinctBy(definition => definition.FullName).Sum(definition
                => definition.Kernels.DistinctBy(
                    kernel => (kernel.Fingerprint, kernel.Sources.Count, kernel.Destinations.Count, kernel.Accumulates))
                    .Sum(kernel => kernel.Sums.Count > 0 ? 1 : 2));

    /// <param name="suite">In a short run each suite takes another part of the definitions.</param>
    public static TheoryData<On, string, string> Members(string suite)
    {
        var data = new TheoryData<On, string, string>();
        foreach (var on in Devices.Present)
            foreach (var (name, definition) in Extent.Of(ByName, suite, 32))
                foreach (var kernel in definition.Kernels) data.Add(on, name, kernel.Name);
        return data;
    }

    /// <summary>The catalogue, whose promises hold; definitions of this assembly are here for their spelling.</summary>
    public static TheoryData<On, string> Definitions(params On[] devices)
    {
        var data = new TheoryData<On, string>();
        foreach (var on in devices.Intersect(Devices.Present))
            foreach (var definition in Extent.Of(Catalogue, nameof(Definitions), 16)) data.Add(on, definition.FullName);
        return data;
    }

    public static ActivationInfo Definition(string name) => ByName[name];

    public static float[] Defaults(ActivationInfo definition)
        => [.. definition.Parameters.Select(parameter => parameter.Default)];
}
