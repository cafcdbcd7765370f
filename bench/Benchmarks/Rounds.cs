// Rivals measured in turn within one process: a slow second of a shared machine hits all of them alike, so the ratio of
// a round means something where absolute times do not.
using System.Diagnostics;

namespace Kernels.Benchmarks;

/// <summary>Seconds of each rival in each round.</summary>
internal sealed class Rounds
{
    /// <summary>How many there are; of each rival the median counts.</summary>
    public const int Count = 25;

    static readonly TimeSpan perTurn = TimeSpan.FromMilliseconds(4);

    readonly double[][] seconds;

    Rounds(double[][] seconds) => this.seconds = seconds;

    /// <summary>
    /// Takes every rival to the JIT's last tier: thirty calls and a pause in which the runtime compiles in the background,
    /// first with instrumentation and then for good.
    /// </summary>
    public static void WarmUp(IReadOnlyList<Action> rivals)
    {
        for (var tier = 0; tier < 3; tier++)
        {
            foreach (var rival in rivals)
                for (var call = 0; call < 31; call++) rival();
            Thread.Sleep(300);
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

    /// <summary>How many times as long as <paramref name="rival"/> the <paramref name="other"/> takes: the median over rounds.</summary>
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
