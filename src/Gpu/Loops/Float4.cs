using System.ComponentModel;
using ILGPU;

namespace Kernels.Gpu.Loops;

/// <summary>
/// Four floats that move as one: loaded and stored whole, never field by field, so ILGPU prints ld.global.v4.f32.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Float4
{
    /// <summary>The first float; <see cref="Y"/>, <see cref="Z"/> and <see cref="W"/> follow.</summary>
    public float X, Y, Z, W;

    /// <summary>The four floats from 4·<paramref name="i"/> on.</summary>
    public static Float4 Load(ArrayView<float> view, long i) => view.Cast<Float4>()[i];

    /// <summary>Stores the four floats from 4·<paramref name="i"/> on.</summary>
    public static void Store(ArrayView<float> view, long i, Float4 value) => view.Cast<Float4>()[i] = value;
}
