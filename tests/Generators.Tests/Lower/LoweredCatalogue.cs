// The definitions of the library, and the vocabulary in both tiers,
// through the compiler as far as primitive operations.
extern alias runtime;

using Kernels.Emit;
using runtime::Kernels.Proof;
using Info = runtime::Kernels.ActivationInfo;

namespace Kernels.Generators.Tests.Lower;

internal static class LoweredCatalogue
{
    public static TheoryData<string> Names => [.. Subjects.All.Select(activation => activation.Name)];

    public static Info Find(string name) => Subjects.All.Single(activation => activation.Name == name);

    public static DefinitionPlan Lower(Info activation)
    {
        var definition = Definition.Read(activation.Ir);
        var model = new ActivationModel(
            "", default, activation.Name, activation.Name, activation.Name,
            definition.Inputs, definition.Parameters.Select(parameter => parameter.Name).ToEquatable(), definition);
        var derived = Pipeline.Differentiate(Pipeline.Stabilise(model, default), default);
        var again = Pipeline.DifferentiateAgain(Pipeline.StabiliseDerivatives(derived, default), default);
        return Pipeline.Lower(Pipeline.Plan(Pipeline.StabiliseAgain(again, default), default), default);
    }
}
