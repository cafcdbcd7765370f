using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Loops;

namespace Kernels.Gpu.Loops;

/// <summary>
/// The contract of views, checked before anything is launched: that of spans, and that they lie on the stream's device.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Views
{
    /// <exception cref="ArgumentException">The view belongs to another accelerator than the stream.</exception>
    public static void OnDevice<T>(ArrayView<T> view, AcceleratorStream stream, string name) where T : unmanaged
    {
        if (!view.IsValid || view.Length == 0) return;
        if (view.GetAccelerator() != stream.Accelerator) throw new ArgumentException(
            $"'{name}' lies on {view.GetAccelerator().Name}, the stream belongs to {stream.Accelerator.Name}.", name);
        // ILGPU hands a view to OpenCL with an offset of 32 bits, and would cut this one short without a word.
        if (stream.Accelerator.AcceleratorType == AcceleratorType.OpenCL && Start(view) / sizeof(float) > int.MaxValue)
            throw new ArgumentException(
                $"'{name}' starts more than 2³¹ elements into its buffer, which OpenCL kernels cannot address.", name);
    }

    /// <exception cref="ArgumentException">An input is not as long as the first input.</exception>
    public static void SameLength(ArrayView<float> input, long length, string name)
    {
        if (input.Length != length) throw Refusal.OtherLength(input.Length, length, name);
    }

    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static void Destination(ArrayView<float> destination, long length, string name)
    {
        if (destination.Length < length) throw Refusal.TooShort(destination.Length, length, name);
    }

    /// <exception cref="ArgumentException">The destination overlaps an input
    /// without starting where it starts.</exception>
    public static void SameStartOrApart(ArrayView<float> destination, ArrayView<float> input, string name)
    {
        if (Overlap(destination, input, input.Length) && Start(destination) != Start(input))
            throw Refusal.OtherStart(name);
    }

    /// <exception cref="ArgumentException">Two destinations share memory.</exception>
    public static void Apart(ArrayView<float> destination, ArrayView<float> other, long length, string name)
    {
        if (Overlap(destination, other, length)) throw Refusal.SharedDestination(name);
    }

    /// <summary>Whether 16 bytes can be loaded at once; buffers themselves start at multiples of 256.</summary>
    public static bool AreAligned(params ReadOnlySpan<ArrayView<float>> views)
    {
        foreach (var view in views)
            if (Start(view) % 16 != 0) return false;
        return true;
    }

    /// <summary>Whole numbers in a view of floats: their bits, for tools that treat all views alike.</summary>
    public static ArrayView<int> Integers(ArrayView<float> bits) => bits.Cast<int>();

    /// <summary>Whether the two share memory.</summary>
    internal static bool Overlap<T>(ArrayView<float> a, ArrayView<T> b) where T : unmanaged
        => a.Length > 0 && b.Length > 0 && Buffer(a) == Buffer(b) && Start(a) < Start(b) + b.Length * sizeof(float)
            && Start(b) < Start(a) + a.Length * sizeof(float);

    static bool Overlap(ArrayView<float> a, ArrayView<float> b, long length)
        => length > 0 && Buffer(a) == Buffer(b) && Math.Abs(Start(a) - Start(b)) < length * sizeof(float);

    static long Start<TView>(TView view) where TView : struct, IContiguousArrayView => view.IndexInBytes;

    static MemoryBuffer Buffer<TView>(TView view) where TView : struct, IContiguousArrayView => view.Buffer;
}
