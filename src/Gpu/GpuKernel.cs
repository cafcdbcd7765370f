using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu;

/// <summary>
/// A kernel called through its arguments as lists, in the order of <see cref="KernelInfo"/> or
/// <see cref="RowKernelInfo"/>. Whole numbers come as views of their bits. Columns and the distance between rows are
/// for kernels over rows; the others do not look at them.
/// </summary>
public delegate void GpuKernelCall(
    AcceleratorStream stream, IReadOnlyList<ArrayView<float>> sources, IReadOnlyList<ArrayView<float>> destinations,
    int columns, int rowStride, ReadOnlySpan<float> parameters);

/// <summary>One generated GPU member as data: a row of a <c>GpuCatalog</c>.</summary>
/// <param name="Definition">The full name of the definition.</param>
/// <param name="Name">The name of the member, as in <see cref="KernelInfo"/>.</param>
/// <param name="Run">The kernel. Behind its destinations stands a view for each of its sums.</param>
public sealed record GpuKernel(string Definition, string Name, GpuKernelCall Run);
