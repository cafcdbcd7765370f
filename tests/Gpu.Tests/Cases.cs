// Every definition × member × device, by name, so that each is a test of its own.
namespace Kernels.Gpu.Tests;

static class Cases
{
    static readonly ActivationInfo[] Definitions = [.. Kernels.Activations.ActivationCatalog.All, .. ActivationCatalog.All];

    public static TheoryData<On, string, string> All()
    {
        var data = new TheoryData<On, string, string>();
        foreach (var on in Enum.GetValues<On>())
            foreach (var definition in Definitions)
                foreach (var kernel in definition.Kernels) data.Add(on, definition.Name, kernel.Name);
        return data;
    }

    public static ActivationInfo Definition(string name) => Definitions.Single(definition => definition.Name == name);

    public static float[] Defaults(ActivationInfo definition) => [.. definition.Parameters.Select(parameter => parameter.Default)];
}
