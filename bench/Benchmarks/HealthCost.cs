// What counting costs: Backward of LayerHealth beside Backward alone, in the first cache, the second and beyond.
using Kernels.Activations;
using Kernels.Training;

namespace Kernels.Benchmarks;

internal static class HealthCost
{
    static readonly int[] Lengths = [1 << 10, 1 << 16, 1 << 20, 1 << 24];

    /// <returns>0: this compares, and promises nothing.</returns>
    public static int Run()
    {
        Console.WriteLine($"Counted Backward beside Backward on {Isas.Best}, one thread, ns per element, medians of "
            + $"{Rounds.Count} interleaved rounds");
        Console.WriteLine($"{"activation",-12} {"elements",10} {"plain",8} {"counted",8} {"counted/plain",14}");
        foreach (var length in Lengths)
        {
            Compare<Silu>(length);
            Compare<Gelu>(length);
            Compare<Tanh>(length);
            Compare<Relu>(length);
        }
        return 0;
    }

    static void Compare<T>(int length) where T : IActivation
    {
        var (x, dy, dx) = (new float[length], new float[length], new float[length]);
        Initialise.Normal(x, 1, seed: 1);
        Initialise.Normal(dy, 1, seed: 2);
        var health = new LayerHealth();
        Action[] rivals = [() => T.Backward(x, dy, dx), () => health.Backward<T>(x, dy, dx)];
        Rounds.WarmUp(rivals);
        var rounds = Rounds.Measure(rivals);
        string Nanoseconds(int rival) => $"{rounds.Seconds(rival) / length * 1e9,8:F3}";
        Console.WriteLine(
            $"{T.Info.Name,-12} {length,10} {Nanoseconds(0)} {Nanoseconds(1)} {rounds.Ratio(1, 0),13:F2}x");
    }
}
