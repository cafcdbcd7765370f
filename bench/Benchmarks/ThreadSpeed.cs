// Two threads beside one, within the second cache and beyond it;
// and how long a call must be for a second thread to pay.
using Kernels.Activations;
using Kernels.Rows;

namespace Kernels.Benchmarks;

internal static class ThreadSpeed
{
    const int Columns = 1024;

    static readonly int[] Lengths = [1 << 14, 1 << 15, 1 << 16, 1 << 17, 1 << 18, 1 << 20, 1 << 24];

    delegate void Call(float[] x, float[] dy, float[] y, Threads? threads);

    static readonly (string Name, Call Run)[] calls =
    [
        ("Relu.Forward", (x, _, y, threads) =>
        {
            if (threads is { } several) Relu.Forward(x, y, several);
            else Relu.Forward(x, y);
        }),
        ("Silu.Forward", (x, _, y, threads) =>
        {
            if (threads is { } several) Silu.Forward(x, y, several);
            else Silu.Forward(x, y);
        }),
        ("Gelu.Backward", (x, dy, y, threads) =>
        {
            if (threads is { } several) Gelu.Backward(x, dy, y, several);
            else Gelu.Backward(x, dy, y);
        }),
        ("Softmax.Forward", (x, _, y, threads) =>
        {
            if (threads is { } several) Softmax.Forward(x, y, Columns, several);
            else Softmax.Forward(x, y, Columns);
        }),
    ];

    /// <returns>0: this compares, and promises nothing.</returns>
    public static int Run()
    {
        Console.WriteLine($"two threads beside one, {Environment.ProcessorCount} processors, {Isas.Best}, medians of "
            + $"{Rounds.Count} interleaved rounds; rows of {Columns}");
        Console.WriteLine($"{"",16} {"floats",10} {"one, µs",10} {"two, µs",10} {"times as fast",14}");
        foreach (var (name, call) in calls)
            foreach (var length in Lengths) Compare(name, call, length);
        return 0;
    }

    static void Compare(string name, Call call, int length)
    {
        var random = new Random(20260101);
        float[] Values() => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 8 - 4)];
        var (x, dy, y, threads) = (Values(), Values(), new float[length], new Threads(2));
        Action[] rivals = [() => call(x, dy, y, null), () => call(x, dy, y, threads)];
        Rounds.WarmUp(rivals);
        var rounds = Rounds.Measure(rivals);
        Console.WriteLine($"{name,16} {length,10} {rounds.Seconds(0) * 1e6,10:F1} {rounds.Seconds(1) * 1e6,10:F1} "
            + $"{rounds.Ratio(0, 1),13:F2}x");
    }
}
