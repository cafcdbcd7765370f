// OpenCL sets arguments on the kernel object: two threads at once would crash the process, were it not for the lock.
using ILGPU;
using ILGPU.Runtime;
using Kernels.Activations;

namespace Kernels.Gpu.Tests;

public class ThreadTests
{
    const int Launches = 200;
    const int Count = 1024;

    [Theory, InlineData(On.Pocl), InlineData(On.Cuda)]
    public void Threads_may_launch_at_once(On on)
    {
        var device = Devices.Get(on);
        Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, thread =>
        {
            using var stream = device.Accelerator.CreateStream();
            var x = Samples.Of(Count, thread);
            var expected = new float[Count];
            Silu.Forward(x, expected);
            using var source = device.Accelerator.Allocate1D(x);
            using var result = device.Accelerator.Allocate1D<float>(Count);
            for (var i = 0; i < Launches; i++)
            {
                result.View.BaseView.MemSetToZero(stream);
                Silu.Forward(stream, source.View.BaseView, result.View.BaseView);
                stream.Synchronize();
            }
            BitAssert.Equal(expected, result.GetAsArray1D(), $"Silu.Forward, thread {thread} on {device.Name}", i => BitAssert.Show(x[i]));
        });
    }
}
