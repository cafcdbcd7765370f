using System.ComponentModel;

namespace Kernels.Gpu.Loops;

/// <summary>
/// A generated element-wise kernel: a struct of views and scalars that computes one element, or four in a row. ILGPU
/// passes it to the device as one argument, so the loop does not know how many views there are.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementKernel
{
    /// <summary>The element at <paramref name="i"/>.</summary>
    void Step(long i);

    /// <summary>The four elements from 4·<paramref name="i"/> on, loaded and stored as 16 aligned bytes.</summary>
    void Step4(long i);
}
