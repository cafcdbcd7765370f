// All that the emitters need of one definition over rows.
using Kernels.Schedule;

namespace Kernels.Emit;

/// <param name="Formula">The formula as written, for people.</param>
/// <param name="Gradients">The gradient for each input and then each trainable parameter, for people.</param>
/// <param name="Kernels">The members.</param>
internal sealed record RowSet(
    ActivationModel Activation, string Formula, EquatableArray<string> Gradients, EquatableArray<RowKernel> Kernels)
{
    /// <summary>The members in all their forms, with what is reduced of products alone taken where it lies.</summary>
    // On every target alike: in double lanes a sum of products has other bits than a sum of terms.
    public IEnumerable<RowKernel> Written
        => Kernels.SelectMany(kernel => new[] { kernel, kernel.Long, kernel.Rare }).OfType<RowKernel>()
            .Select(kernel
                => kernel with { Passes = kernel.Passes.Select(pass => DotProducts.Of(pass, kernel)).ToEquatable() });

    public bool HasDoubleLanes => Activation.Definition.High;

    public string SimpleName => Activation.Name.TrimStart('@');

    public string KernelsClass => SimpleName + "Kernels";
}
