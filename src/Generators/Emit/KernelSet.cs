// All that the emitters need of one definition: the last model of the pipeline.
using Kernels.Optimise;

namespace Kernels.Emit;

/// <param name="Formula">The formula as written, for people.</param>
/// <param name="Derivatives">The stable derivative for each input and then each trainable parameter, for people.</param>
/// <param name="SecondDerivatives">The second derivatives by the inputs, the upper triangle of their matrix.</param>
/// <param name="Stable">The value, the partial and the second derivatives, stabilised but not lowered: what the double reference evaluates.</param>
/// <param name="Slopes">The partial derivatives by the inputs, stabilised but not lowered: what the scalar Derivative evaluates.</param>
/// <param name="Curvatures">The second derivatives, likewise: what the scalar SecondDerivative evaluates.</param>
/// <param name="Kernels">The members, lowered.</param>
internal sealed record KernelSet(
    ActivationModel Activation, string Formula, EquatableArray<string> Derivatives, EquatableArray<string> SecondDerivatives,
    Body Stable, Body Slopes, Body Curvatures, EquatableArray<Kernel> Kernels)
{
    public string SimpleName => Activation.Name.TrimStart('@');

    public string KernelsClass => SimpleName + "Kernels";

    public bool IsUnary => Activation.Inputs.Count == 1;

    /// <summary>The kernel whose loop this one runs: the first of the same computation. A tangent of one input is its backward.</summary>
    public Kernel Loop(Kernel kernel) => Kernels.First(kernel.IsSameLoop);
}
