using Kernels.Loops;

namespace Kernels;

/// <summary>Work cut into chunks that any thread may run, each once.</summary>
interface IChunks
{
    void Run(int chunk);
}

/// <summary>How long a chunk is.</summary>
static class Chunks
{
    /// <summary>
    /// Elements that are worth a thread. To wake one takes some 10 µs, in which one thread computes as many elements
    /// of a cheap kernel (docs/threads.md has the measurement).
    /// </summary>
    const int Least = 1 << 14;

    /// <summary>Elements after which the token is asked again: less than a millisecond of most kernels.</summary>
    const int Most = 1 << 18;

    /// <summary>Chunks for each thread: of several, one that is held up elsewhere leaves few undone.</summary>
    const int PerThread = 8;

    /// <summary>How many of <paramref name="units"/> a chunk has.</summary>
    /// <param name="elements">Elements of a unit: 1, or those of a row, or of a segment.</param>
    /// <param name="multiple">The number of units in a chunk is a multiple of this.</param>
    /// <returns>All of them or more where the call is not worth a second thread.</returns>
    public static int Size(int units, int elements, int multiple, in Threads threads)
    {
        var (least, most) = (Math.Max(1, Least / elements), Math.Max(1, Most / elements));
        var even = threads.Count == 1 ? most : (int)(units / ((long)threads.Count * PerThread)) + 1;
        var size = (long)Math.Clamp(even, least, most) + multiple - 1;
        return (int)Math.Min(size - size % multiple, int.MaxValue - multiple);
    }
}
