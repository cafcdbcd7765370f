// Gradients of trainable scalars: the device adds in the order of the CPU,
// so a sum has its bits, over any number of segments.
using ILGPU;
using ILGPU.Runtime;
using Kernels.Gpu.Tests.Definitions;

namespace Kernels.Gpu.Tests;

public class TrainableGradientTests
{
    [Theory(SkipTestWithoutData = true)]
    [PresentData(On.Emulator, 130), PresentData(On.Emulator, 4097)]
    [PresentData(On.Pocl, 0), PresentData(On.Pocl, 1), PresentData(On.Pocl, 4096), PresentData(On.Pocl, 4097),
        PresentData(On.Pocl, 1_000_003)]
    [PresentData(On.Cuda, 0), PresentData(On.Cuda, 1), PresentData(On.Cuda, 4096), PresentData(On.Cuda, 4097),
        PresentData(On.Cuda, 1_000_003)]
    public void Sums_have_the_bits_of_the_CPU(On on, int count)
    {
        var device = Devices.Get(on);
        float[] x = Finite(count, 0), gate = Finite(count, 1), dy = Finite(count, 2),
            dx = new float[count], dgate = new float[count];
        using var buffer = device.Accelerator.Allocate1D<float>(4 * count + 1);
        ArrayView<float> View(int at) => buffer.View.BaseView.SubView(at * count, count);
        if (count > 0)
        {
            View(0).CopyFromCPU(device.Stream, x);
            View(1).CopyFromCPU(device.Stream, gate);
            View(2).CopyFromCPU(device.Stream, dy);
        }
        using var sums = device.Accelerator.Allocate1D<float>(2);
        // Twice: the room for partial sums is used again. In place: dx over x, dgate over nothing.
        for (var round = 0; round < 2; round++)
        {
            if (count > 0) View(0).CopyFromCPU(device.Stream, x);
            TwoSlopes.Backward(device.Stream, View(0), View(1), View(2), View(0), View(3),
                sums.View.BaseView.SubView(0, 1), sums.View.BaseView.SubView(1, 1), left: 0.5f);
            device.Stream.Synchronize();
        }
        TwoSlopes.Backward(x, gate, dy, dx, dgate, out var dLeft, out var dRight, left: 0.5f);
        Assert.Equal([dLeft, dRight], sums.GetAsArray1D());
        var actual = new float[count];
        if (count > 0) View(0).CopyToCPU(device.Stream, actual);
        device.Stream.Synchronize();
        BitAssert.Equal(dx, actual, $"dx on {device.Name}", i => BitAssert.Show(x[i]));
    }

    static float[] Finite(int count, int stream)
    {
        var random = new Random(stream);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(4 * random.NextDouble() - 2))];
    }
}
