// Room on the device for what is between launches, as partial sums are, for one stream: what is queued on a stream runs
// in order, so the next call may have it as soon as it is queued. It grows, and is never handed out twice at once.
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu.Loops;

sealed class StreamRoom
{
    MemoryBuffer1D<float, Stride1D.Dense>? buffer;

    /// <summary>At least <paramref name="count"/> floats.</summary>
    public ArrayView<float> Of(AcceleratorStream stream, long count)
    {
        if (buffer is null || buffer.Length < count)
        {
            // What is queued may still read the old one.
            stream.Synchronize();
            buffer?.Dispose();
            buffer = stream.Accelerator.Allocate1D<float>(Math.Max(count, 2 * (buffer?.Length ?? 0)));
        }
        return buffer.View.BaseView;
    }
}
