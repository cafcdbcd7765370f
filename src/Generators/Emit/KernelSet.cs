// All that the emitters need of one definition: the last model of the pipeline.
using Kernels.Optimise;

namespace Kernels.Emit;

/// <param name="Formula">The formula as written, for people.</param>
/// <param name="Derivatives">The stable derivative for each input, for people.</param>
/// <param name="Stable">The value and the partial derivatives, stabilised but not lowered: what the double reference evaluates.</param>
/// <param name="Slopes">The partial derivatives, stabilised but not lowered: what the scalar Derivative evaluates.</param>
/// <param name="FromOutput">The derivative as a function of the value, where there is one.</param>
/// <param name="Kernels">The members, lowered.</param>
/// <param name="Doubles">Whether the kernels have double lanes: asked for, or needed to keep the promise.</param>
internal sealed record KernelSet(
    ActivationModel Activation, string Formula, EquatableArray<string> Derivatives, Body Stable, Body Slopes, Body? FromOutput, EquatableArray<Kernel> Kernels, bool Doubles)
{
    public string SimpleName => Activation.Name.TrimStart('@');

    public string KernelsClass => SimpleName + "Kernels";

    public bool IsUnary => Activation.Inputs.Count == 1;
}
