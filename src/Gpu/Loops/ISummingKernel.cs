using System.ComponentModel;
using ILGPU;

namespace Kernels.Gpu.Loops;

/// <summary>
/// A generated kernel that, besides its destinations, has sums over all elements: the gradients of trainable scalars.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISummingKernel<TTerms> where TTerms : unmanaged, ITerms<TTerms>
{
    /// <summary>Computes the element at <paramref name="i"/> and gives its terms.</summary>
    TTerms Step(long i);
}

/// <summary>One term, or partial sum, of each sum of a kernel. The default value is zero.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITerms<TSelf> where TSelf : unmanaged
{
    /// <summary>The sums of both.</summary>
    TSelf Plus(TSelf other);

    /// <summary>Stores sum k at element <paramref name="at"/> + k·<paramref name="stride"/>.</summary>
    void Store(ArrayView<float> partials, long at, long stride);
}
