// Rivals measured in turn within one process: a slow second of a shared machine hits all of them alike, so the ratio of
// a round means something where absolute times do not.
using System.Diagnostics;
using System.Runtime;

namespace Kernels.Benchmarks;

/// <summary>Seconds of each rival in each round.</summary>
internal sealed class Rounds
{
    /// <summary>How many there are; of each rival the median counts.</summary>
    public const int Count = 200;

    /// <summary>
    /// Shorter than the time slices of a scheduler, so that on a busy machine most turns are not interrupted and the
    /// median is of those.
    /// </summary>
    static readonly TimeSpan perTurn = TimeSpan.FromMilliseconds(0.5);

    /// <summary>
    /// Milliseconds after which the runtime begins to compile for good: a tenth of a second, and a whole one for a
    /// process that is bound to one processor. A peer measured before that is ten times too slow.
    /// </summary>
    static readonly int pause = Environment.ProcessorCount == 1 ? 1500 : 300;

    readonly double[][] seconds;

    Rounds(double[][] seconds) => this.seconds = seconds;

    /// <summary>
    /// Takes every rival to the JIT's last tier: thirty calls and a pause in which the runtime compiles
    /// in the background, first with instrumentation and then for good; and on a busy machine again,
    /// until nothing more is compiled.
    /// </summary>
    public static void WarmUp(IReadOnlyList<Action> rivals)
    {
        const int Tiers = 3, Most = 30;
        var compiled = 0L;
        for (var round = 0; round < Tiers || round < Most && compiled != JitInfo.GetCompiledMethodCount(); round++)
        {
            compiled = JitInfo.GetCompiledMethodCount();
            foreach (var rival in rivals)
                for (var call = 0; call < 31; call++) rival();
            Thread.Sleep(pause);
        }
    }

    public static Rounds Measure(params Action[] rivals)
    {
        var repeats = rivals.Select(Repeats).ToArray();
        var seconds = rivals.Select(_ => new double[Count]).ToArray();
        for (var round = 0; round < Count; round++)
            for (var rival = 0; rival < rivals.Length; rival++)
                seconds[rival][round] = Time(rivals[rival], repeats[rival]) / repeats[rival];
        return new(seconds);
    }

    /// <summary>The median time of a rival.</summary>
    public double Seconds(int rival) => Median(seconds[rival]);

    /// <summary>
    /// How many times as long as <paramref name="rival"/> the <paramref name="other"/> takes: the median over rounds.
    /// </summary>
    public double Ratio(int other, int rival) => Median([.. seconds[other].Zip(seconds[rival], (a, b) => a / b)]);

    /// <summary>How often a rival runs in a turn.</summary>
    static int Repeats(Action rival)
    {
        for (var repeats = 1; ; repeats *= 2)
            if (Time(rival, repeats) >= perTurn.TotalSeconds) return repeats;
    }

    static double Time(Action rival, int repeats)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++) rival();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
