using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Kernels;

/// <summary>
/// The threads that share one call. The caller's takes chunks like the others, and waits only for chunks that another
/// has taken: what nobody else has taken is done by the caller, so that a call in a pool without a free thread ends.
/// </summary>
/// <remarks>
/// The work lies on the caller's stack, as a ref struct with references into spans, and others reach it by its address:
/// the caller's frame stays until the last chunk has ended, and is where the garbage collector sees the references.
/// </remarks>
sealed unsafe class Crew(Action<IThreadPoolWorkItem>? schedule) : IThreadPoolWorkItem
{
    /// <summary>The crew of the last call on this thread, so that calls allocate nothing.</summary>
    [ThreadStatic]
    static Crew? idle;

    readonly ManualResetEventSlim ended = new();

    void* work;
    delegate*<void*, int, void> run;
    CancellationToken token;
    Exception? failure;

    /// <summary>Chunks that nobody has taken; negative between calls, whatever late threads subtract.</summary>
    int untaken;

    /// <summary>Chunks that have not ended.</summary>
    int unended;

    /// <summary>How many times others are still to call <see cref="Execute"/>.</summary>
    int called;

    /// <summary>Runs all chunks.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before the last chunk began.</exception>
    public static void Run<TWork>(scoped in TWork work, int chunks, in Threads threads)
        where TWork : struct, IChunks, allows ref struct
    {
        threads.Token.ThrowIfCancellationRequested();
        var crew = idle is { } last && last.IsOf(threads.Schedule) ? last : new(threads.Schedule);
        // A scheduler may call kernels too.
        idle = null;
        try
        {
            crew.Share(Unsafe.AsPointer(in work), &RunChunk<TWork>, chunks, in threads);
        }
        finally
        {
            idle = crew;
        }
    }

    static void RunChunk<TWork>(void* work, int chunk) where TWork : struct, IChunks, allows ref struct
        => Unsafe.AsRef<TWork>(work).Run(chunk);

    bool IsOf(Action<IThreadPoolWorkItem>? other) => Equals(schedule, other);

    void Share(void* work, delegate*<void*, int, void> run, int chunks, in Threads threads)
    {
        this.work = work;
        this.run = run;
        (token, failure, unended) = (threads.Token, null, chunks);
        ended.Reset();
        // Only now can a thread that was called for an earlier call take a chunk, and does so of this one.
        Volatile.Write(ref untaken, chunks);
        Call(Math.Min(threads.Count, chunks) - 1);
        TakeChunks();
        WaitForOthers();
        var thrown = failure;
        (failure, token) = (null, default);
        if (thrown is not null) ExceptionDispatchInfo.Throw(thrown);
    }

    /// <summary>Calls others, without those of earlier calls that have not come yet.</summary>
    void Call(int others)
    {
        try
        {
            for (var missing = others - Volatile.Read(ref called); missing > 0; missing--)
            {
                Interlocked.Increment(ref called);
                if (schedule is null) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                else schedule(this);
            }
        }
        catch (Exception exception)
        {
            // Chunks may be under way, and read from this thread's stack.
            Interlocked.Decrement(ref called);
            Interlocked.CompareExchange(ref failure, exception, null);
        }
    }

    /// <summary>What another thread does: it takes chunks as long as there are any.</summary>
    public void Execute()
    {
        Interlocked.Decrement(ref called);
        TakeChunks();
    }

    void TakeChunks()
    {
        int chunk;
        while ((chunk = Interlocked.Decrement(ref untaken)) >= 0)
        {
            try
            {
                if (Volatile.Read(ref failure) is null)
                {
                    token.ThrowIfCancellationRequested();
                    run(work, chunk);
                }
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, exception, null);
            }
            if (Interlocked.Decrement(ref unended) == 0) ended.Set();
        }
    }

    /// <summary>This frame must not end before they have, not even for an interrupt.</summary>
    void WaitForOthers()
    {
        var isInterrupted = false;
        while (true)
        {
            try
            {
                ended.Wait();
                break;
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }
        if (isInterrupted) Thread.CurrentThread.Interrupt();
    }
}
