// All that the emitters need of one definition over rows.
using Kernels.Schedule;

namespace Kernels.Emit;

/// <param name="Formula">The formula as written, for people.</param>
/// <param name="Gradients">The gradient for each input and then each trainable parameter, for people.</param>
/// <param name="Kernels">The members.</param>
internal sealed record RowSet(ActivationModel Activation, string Formula, EquatableArray<string> Gradients, EquatableArray<RowKernel> Kernels)
{
    public bool HasDoubleLanes => Activation.Definition.High;

    public string SimpleName => Activation.Name.TrimStart('@');

    public string KernelsClass => SimpleName + "Kernels";
}
