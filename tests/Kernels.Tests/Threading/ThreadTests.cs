// What a call on several threads promises beside its bits.
using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Kernels.Activations;
using Kernels.Rows;
using Xunit;

namespace Kernels.Tests.Threading;

public class ThreadTests
{
    const int Length = 1 << 18;

    readonly float[] x = [.. Enumerable.Range(0, Length).Select(i => i * 1e-4f - 8)];

    readonly float[] expected = new float[Length];

    public ThreadTests() => Silu.Forward(x, expected);

    [Fact]
    public void A_member_takes_memory_and_threads()
    {
        var y = new float[Length];
        Silu.Forward(x, y, new Threads(4));
        Assert.Equal(expected, y);
        Silu.Forward(x.AsMemory(), y.AsMemory(), threads: new(4));
        Assert.Equal(expected, y);
    }

    [Fact]
    public void A_trainable_scalar_has_the_same_gradient()
    {
        var (one, several) = (new float[Length], new float[Length]);
        Activations.Swish.Backward(x, expected, one, out var beta, 0.5f);
        Activations.Swish.Backward(x, expected, several, out var shared, new Threads(3), 0.5f);
        Assert.Equal(beta, shared);
        Assert.Equal(one, several);
    }

    [Fact]
    public void Sums_a_column_accumulate_once()
    {
        const int Columns = 64;
        var (weight, bias) = (x[..Columns], x[100..(100 + Columns)]);
        float[][] Run(Threads? threads)
        {
            float[][] results = [new float[Length], [.. weight], [.. bias]];
            if (threads is { } several)
                LayerNorm.Backward(x, weight, bias, expected, results[0], results[1], results[2], Columns, several,
                    accumulate: true);
            else
                LayerNorm.Backward(x, weight, bias, expected, results[0], results[1], results[2], Columns,
                    accumulate: true);
            return results;
        }

        Assert.Equal(Run(null), Run(new(5)));
    }

    [Fact]
    public void Memory_may_be_native()
    {
        using var native = new NativeFloats(Length);
        x.CopyTo(native.Memory);
        Silu.Forward(native.Memory, native.Memory, new Threads(3));
        Assert.Equal(expected, native.Memory.ToArray());
    }

    public static TheoryData<bool> Schedulers => [false, true];

    /// <summary>At once: what the other thread does counts too.</summary>
    [Theory, MemberData(nameof(Schedulers))]
    public void Nothing_is_allocated_after_the_first_call(bool atOnce)
    {
        var y = new float[Length];
        var threads = new Threads(2, schedule: atOnce ? static item => item.Execute() : null);
        void Call()
        {
            Silu.Forward(x, y, threads);
            Activations.Swish.Backward(x, expected, y, out _, threads);
            Softmax.Forward(x, y, 64, threads);
        }

        Call();
        long Round()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++) Call();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // Buffers may have been given back to the pool on another processor.
        Assert.Contains(0L, Enumerable.Range(0, 20).Select(_ => Round()));
    }

    [Fact]
    public void A_cancelled_call_throws_and_writes_nothing()
    {
        var y = new float[Length];
        var token = new CancellationToken(canceled: true);
        var thrown = Assert.Throws<OperationCanceledException>(() => Silu.Forward(x, y, new Threads(2, token)));
        Assert.Equal(token, thrown.CancellationToken);
        Assert.All(y, value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_call_ends_at_the_next_chunk_after_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        var values = new float[1 << 22];
        Array.Fill(values, 1);
        // The scheduler cancels before the caller takes its first chunk.
        var threads = new Threads(3, source.Token, _ => source.Cancel());
        Assert.Throws<OperationCanceledException>(() => Silu.Forward(values, values, threads));
        Assert.All(values, value => Assert.Equal(1, value));
    }

    [Fact]
    public void One_thread_can_be_cancelled_too()
    {
        using var source = new CancellationTokenSource();
        var values = new float[1 << 24];
        var threads = new Threads(1, source.Token);
        source.CancelAfter(1);
        void Endless()
        {
            while (true) Silu.Forward(values, values, threads);
        }

        Assert.Throws<OperationCanceledException>(Endless);
    }

    [Fact]
    public void Calls_inside_parallel_loops_end()
    {
        var results = new float[16][];
        Parallel.For(0, results.Length, i =>
        {
            results[i] = new float[Length];
            Parallel.For(0, 2, half => Silu.Forward(x.AsMemory(half * Length / 2, Length / 2),
                results[i].AsMemory(half * Length / 2, Length / 2), new Threads(4)));
        });
        Assert.All(results, result => Assert.Equal(expected, result));
    }

    [Fact]
    public async Task A_pool_without_a_free_thread_does_not_stop_a_call()
    {
        using var free = new ManualResetEventSlim();
        ThreadPool.GetMinThreads(out var threads, out _);
        // As many as the pool has without growing, and some more, all of which wait.
        var waiting = Enumerable.Range(0, threads + 4).Select(_ => Task.Run(() =>
        {
            var y = new float[Length];
            Silu.Forward(x, y, new Threads(4));
            free.Wait();
            return y;
        })).ToArray();
        var own = new float[Length];
        Silu.Forward(x, own, new Threads(4));
        Assert.Equal(expected, own);
        free.Set();
        foreach (var y in await Task.WhenAll(waiting)) Assert.Equal(expected, y);
    }

    [Fact]
    public void A_caller_that_nobody_helps_does_all_chunks()
    {
        var y = new float[Length];
        var late = new ConcurrentBag<IThreadPoolWorkItem>();
        var threads = new Threads(4, schedule: late.Add);
        Silu.Forward(x, y, threads);
        Assert.Equal(expected, y);
        Assert.Equal(3, late.Count);
        // Whoever comes too late finds nothing to do.
        Array.Clear(y);
        foreach (var item in late) item.Execute();
        Assert.All(y, value => Assert.Equal(0, value));
        Silu.Forward(x, y, threads);
        Assert.Equal(expected, y);
    }

    [Fact]
    public void A_scheduler_runs_chunks_on_its_own_threads()
    {
        using var queue = new BlockingCollection<IThreadPoolWorkItem>();
        using var begun = new CountdownEvent(2);
        var y = new float[Length];
        var own = Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            foreach (var item in queue.GetConsumingEnumerable())
            {
                begun.Signal();
                item.Execute();
            }
        })).ToArray();
        foreach (var thread in own) thread.Start();
        Silu.Forward(x, y, new Threads(3, schedule: queue.Add));
        Assert.Equal(expected, y);
        queue.CompleteAdding();
        foreach (var thread in own) thread.Join();
        Assert.Equal(0, begun.CurrentCount);
    }

    [Fact]
    public void A_scheduler_may_run_at_once()
    {
        var y = new float[Length];
        Silu.Forward(x, y, new Threads(4, schedule: item => item.Execute()));
        Assert.Equal(expected, y);
    }

    [Fact]
    public void What_a_scheduler_throws_reaches_the_caller()
    {
        var y = new float[Length];
        var thrown = Assert.Throws<InvalidOperationException>(() => Silu.Forward(x, y,
            new Threads(2, schedule: _ => throw new InvalidOperationException("no thread"))));
        Assert.Equal("no thread", thrown.Message);
        Silu.Forward(x, y, new Threads(2));
        Assert.Equal(expected, y);
    }

    [Fact]
    public void Callers_do_not_disturb_each_other()
    {
        var callers = Enumerable.Range(0, 6).Select(caller => new Thread(() =>
        {
            var y = new float[Length];
            for (var i = 0; i < 50; i++)
            {
                Array.Clear(y);
                Silu.Forward(x, y, new Threads(1 + caller));
                if (!y.AsSpan().SequenceEqual(expected)) throw new InvalidOperationException($"caller {caller}");
            }
        })).ToArray();
        foreach (var thread in callers) thread.Start();
        foreach (var thread in callers) thread.Join();
    }

    [Fact]
    public void An_interrupt_waits_for_the_others()
    {
        var y = new float[Length];
        var wasInterrupted = false;
        var caller = new Thread(() =>
        {
            Thread.CurrentThread.Interrupt();
            Silu.Forward(x, y, new Threads(2));
            try
            {
                Thread.Sleep(Timeout.Infinite);
            }
            catch (ThreadInterruptedException)
            {
                wasInterrupted = true;
            }
        });
        caller.Start();
        caller.Join();
        Assert.True(wasInterrupted);
        Assert.Equal(expected, y);
    }

    [Fact]
    public void Bad_input_is_told_before_anything_is_written()
    {
        var (y, threads) = (new float[Length], new Threads(2));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new Threads(-1));
        Assert.Throws<ArgumentException>("y", () => Silu.Forward(x, y.AsMemory(1), threads));
        Assert.Throws<ArgumentException>("y",
            () => Silu.Forward(x.AsMemory(0, Length - 64), x.AsMemory(64), threads));
        Assert.Throws<ArgumentException>("dy", () => Silu.Backward(x, y.AsMemory(1), y, threads));
        Assert.Throws<ArgumentException>("x", () => Softmax.Forward(x, y, 63, threads));
        var labels = new int[Length / 64];
        labels[^1] = 64;
        Assert.Throws<ArgumentOutOfRangeException>("label",
            () => CrossEntropy.Forward(x, labels, y.AsMemory(0, labels.Length), 64, threads));
        Assert.All(y, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Nothing_is_nothing()
    {
        Silu.Forward(default(ReadOnlyMemory<float>), default, new Threads(2));
        Softmax.Forward(default(ReadOnlyMemory<float>), default, 4, new Threads(2));
    }

    sealed unsafe class NativeFloats(int length) : MemoryManager<float>
    {
        readonly float* first = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), 64);

        public override Span<float> GetSpan() => new(first, length);

        public override MemoryHandle Pin(int elementIndex = 0) => new(first + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing) => NativeMemory.AlignedFree(first);
    }
}
