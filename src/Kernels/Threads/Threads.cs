namespace Kernels;

/// <summary>
/// How many threads share a call: the caller's own, which works too, and others of the thread pool or of your own pool.
/// The bits are those of one thread. Short calls take one thread, whatever is asked for.
/// </summary>
/// <example><code>Silu.Forward(x, y, new Threads(4));</code></example>
public readonly struct Threads
{
    readonly int count;

    /// <param name="count">The most threads that work at a time; 0 stands for the number of processors.</param>
    /// <param name="token">
    /// Asked between two chunks. Once it is cancelled, the call throws <see cref="OperationCanceledException"/>,
    /// and its destinations are in part written.
    /// </param>
    /// <param name="schedule">
    /// Runs the <see cref="IThreadPoolWorkItem.Execute"/> of what it is given on a thread, at any time, or at once;
    /// null stands for the thread pool. It is called once for each thread beyond the caller's own.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public Threads(
        int count = 0, CancellationToken token = default, Action<IThreadPoolWorkItem>? schedule = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        (this.count, Token, Schedule) = (count, token, schedule);
    }

    /// <summary>The most threads that work at a time.</summary>
    public int Count => count == 0 ? Environment.ProcessorCount : count;

    /// <summary>Stops the call between two chunks.</summary>
    public CancellationToken Token { get; }

    /// <summary>What runs chunks on other threads; null stands for the thread pool.</summary>
    public Action<IThreadPoolWorkItem>? Schedule { get; }
}
