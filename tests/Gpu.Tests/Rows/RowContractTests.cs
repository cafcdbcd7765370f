// Members over rows as people call them; bad arguments throw with the parameter's name before
// anything is queued; of no rows the sums are 0.
using ILGPU;
using ILGPU.Runtime;
using Kernels.Rows;

namespace Kernels.Gpu.Tests.Rows;

public sealed class RowContractTests : IDisposable
{
    readonly GpuDevice device = Devices.Get(On.Emulator);
    readonly MemoryBuffer1D<float, Stride1D.Dense> memory;

    public RowContractTests() => memory = device.Accelerator.Allocate1D(Samples.Of(64, stream: 0));

    public void Dispose() => memory.Dispose();

    ArrayView<float> View(int start, int length) => memory.View.BaseView.SubView(start, length);

    [Fact]
    public void A_member_gives_the_bits_of_the_CPU()
    {
        var (x, expected) = (Samples.Of(12, stream: 1), new float[12]);
        View(0, 12).CopyFromCPU(device.Stream, x);
        Softmax.Forward(device.Stream, View(0, 12), View(16, 12), columns: 4);
        device.Stream.Synchronize();
        Softmax.Forward(x, expected, columns: 4);
        BitAssert.Equal(expected, memory.GetAsArray1D().AsSpan(16, 12), "Softmax.Forward", i => BitAssert.Show(x[i]));
    }

    [Fact]
    public void Sums_over_no_rows_are_zero_unless_accumulated()
    {
        void Backward(bool accumulate) => LayerNorm.Backward(
            device.Stream, View(0, 0), View(0, 4), View(4, 4), View(0, 0), View(0, 0), View(8, 4), View(12, 4),
            columns: 4, accumulate: accumulate);
        Backward(accumulate: true);
        device.Stream.Synchronize();
        BitAssert.Equal(Samples.Of(64, stream: 0), memory.GetAsArray1D(), "all", i => $"[{i}]");
        Backward(accumulate: false);
        device.Stream.Synchronize();
        Assert.All(memory.GetAsArray1D()[8..16], value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_partial_row_throws()
        => Throws("x", () => Softmax.Forward(device.Stream, View(0, 15), View(16, 16), columns: 4));

    [Fact]
    public void Zero_columns_throw()
        => Assert.Throws<ArgumentOutOfRangeException>(
            () => Softmax.Forward(device.Stream, View(0, 16), View(16, 16), columns: 0));

    [Fact]
    public void A_stride_below_the_columns_throws()
        => Assert.Throws<ArgumentOutOfRangeException>(
            () => Softmax.Forward(device.Stream, View(0, 16), View(16, 16), columns: 4, rowStride: 3));

    [Fact]
    public void A_short_destination_throws()
        => Throws("y", () => Softmax.Forward(device.Stream, View(0, 16), View(16, 15), columns: 4));

    [Fact]
    public void Overlap_at_another_start_throws()
        => Throws("y", () => Softmax.Forward(device.Stream, View(0, 16), View(4, 16), columns: 4));

    [Fact]
    public void A_weight_of_another_length_throws()
        => Throws("weight",
            () => LayerNorm.Forward(device.Stream, View(0, 16), View(16, 3), View(20, 4), View(24, 16), columns: 4));

    [Fact]
    public void A_destination_over_a_weight_throws()
        => Throws("dweight", () => LayerNorm.Backward(device.Stream, View(0, 8), View(8, 4), View(12, 4), View(16, 8),
            View(24, 8), View(8, 4), View(32, 4), columns: 4));

    static void Throws(string parameter, Action call)
        => Assert.Equal(parameter, Assert.Throws<ArgumentException>(call).ParamName);
}
