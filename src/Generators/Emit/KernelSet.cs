// All that the emitters need of one definition: the last model of the pipeline.
using Kernels.Optimise;

namespace Kernels.Emit;

/// <param name="Formula">The formula as written, for people.</param>
/// <param name="Derivatives">The stable derivative for each input and then each trainable parameter, for people.</param>
/// <param name="Stable">The value and the partial derivatives, stabilised but not lowered: what the double reference evaluates.</param>
/// <param name="Slopes">The partial derivatives by the inputs, stabilised but not lowered: what the scalar Derivative evaluates.</param>
/// <param name="Kernels">The members, lowered.</param>
internal sealed record KernelSet(
    ActivationModel Activation, string Formula, EquatableArray<string> Derivatives, Body Stable, Body Slopes, EquatableArray<Kernel> Kernels)
{
    public string SimpleName => Activation.Name.TrimStart('@');

    public string KernelsClass => SimpleName + "Kernels";

    public bool IsUnary => Activation.Inputs.Count == 1;
}
