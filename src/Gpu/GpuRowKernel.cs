using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu;

/// <summary>
/// A kernel over rows called through its arguments as lists, in the order of <see cref="RowKernelInfo"/>.
/// Whole numbers come as views of their bits.
/// </summary>
public delegate void GpuRowKernelCall(
    AcceleratorStream stream, IReadOnlyList<ArrayView<float>> sources, IReadOnlyList<ArrayView<float>> destinations,
    int columns, int rowStride, ReadOnlySpan<float> parameters);

/// <summary>One generated GPU member over rows as data: a row of a <c>GpuCatalog</c>.</summary>
/// <param name="Definition">The full name of the definition.</param>
/// <param name="Name">The name of the member, as in <see cref="RowKernelInfo"/>.</param>
/// <param name="Run">The kernel.</param>
public sealed record GpuRowKernel(string Definition, string Name, GpuRowKernelCall Run);
