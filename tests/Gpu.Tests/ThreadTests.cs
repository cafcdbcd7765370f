// OpenCL sets arguments on the kernel object: two threads at once would crash the process, were it not for the lock.
using ILGPU;
using ILGPU.Runtime;
using Kernels.Activations;
using Kernels.Rows;

namespace Kernels.Gpu.Tests;

public class ThreadTests
{
    const int Launches = 200;
    const int Count = 1024;

    [Theory(SkipTestWithoutData = true), PresentData(On.Pocl), PresentData(On.Cuda)]
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
            BitAssert.Equal(expected, result.GetAsArray1D(),
                $"Silu.Forward, thread {thread} on {device.Name}", i => BitAssert.Show(x[i]));
        });
    }

    /// <summary>
    /// What a call of several launches keeps between them is not another call's; so many calls that the threads meet.
    /// </summary>
    [Theory(SkipTestWithoutData = true), PresentData(On.Pocl), PresentData(On.Cuda)]
    public void Threads_may_share_a_stream(On on)
    {
        const int Rows = 3, Columns = 32, Count = Rows * Columns, Launches = 4000;
        var device = Devices.Get(on);
        Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, thread =>
        {
            var (x, numbers, expected) = (Samples.Of(Count, thread),
                Enumerable.Range(1, Columns).Select(column => column + 0.3f * thread).ToArray(), new float[Count]);
            BatchNorm.Forward(x, numbers, numbers, numbers, numbers, expected, Columns);
            using var source = device.Accelerator.Allocate1D(x);
            using var columns = device.Accelerator.Allocate1D(numbers);
            using var results = device.Accelerator.Allocate1D<float>(Launches * Count);
            var given = columns.View.BaseView;
            for (var i = 0; i < Launches; i++)
                BatchNorm.Forward(device.Stream, source.View.BaseView, given, given, given, given,
                    results.View.BaseView.SubView(i * Count, Count), Columns);
            device.Stream.Synchronize();
            var actual = results.GetAsArray1D();
            for (var i = 0; i < Launches; i++)
                BitAssert.Equal(expected, actual.AsSpan(i * Count, Count),
                    $"BatchNorm.Forward, launch {i} of thread {thread} on {device.Name}", k => BitAssert.Show(x[k]));
        });
    }
}
