using System.ComponentModel;

namespace Kernels.Loops;

/// <summary>The sums of a kernel over all elements: the gradients of trainable scalars.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SummingLoop
{
    /// <summary>
    /// A sum for a caller that treats all kernels alike, where it has room for it behind the destinations.
    /// </summary>
    public static void Give(IReadOnlyList<Memory<float>> destinations, int at, float sum)
    {
        if (at < destinations.Count) destinations[at].Span[0] = sum;
    }
}
