// The norm of a gradient beside what sums floats, and beside a copy of as many bytes. Ours reads once, sums in doubles,
// and counts zeros and what is not finite; the peers sum squares in floats, and overflow from 1.9e19 on.
using System.Numerics.Tensors;
using Kernels.Training;

namespace Kernels.Benchmarks;

internal static class NormFloor
{
    const int Seed = 20260101;

    static readonly int[] Lengths = [1024, 65536, 1 << 20, 1 << 24];

    static double result;

    public static int Run()
    {
        Console.WriteLine(
            $"Norms on {Isas.Best}, ns per element, medians of {Rounds.Count} interleaved rounds");
        Console.WriteLine(
            $"{"elements",10} {"GradientNorm",13} {"Norm",9} {"SumOfSquares",13} {"CopyTo",9} {"Norm/K",8}");
        foreach (var length in Lengths) Measure(length);
        return 0;
    }

    static void Measure(int length)
    {
        var random = new Random(Seed);
        float[] gradient = [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() * 8 - 4))],
            copy = new float[length];
        void Ours()
        {
            var norm = new GradientNorm(Norm.L2);
            result = norm.Add(gradient);
        }

        void PeerNorm() => result = TensorPrimitives.Norm<float>(gradient);
        void PeerSum() => result = TensorPrimitives.SumOfSquares<float>(gradient);
        void Copy() => gradient.AsSpan().CopyTo(copy);

        Action[] rivals = [Ours, PeerNorm, PeerSum, Copy];
        Rounds.WarmUp(rivals);
        var rounds = Rounds.Measure(rivals);
        string Nanoseconds(int rival) => $"{rounds.Seconds(rival) / length * 1e9:F3}";
        Console.WriteLine($"{length,10} {Nanoseconds(0),13} {Nanoseconds(1),9} {Nanoseconds(2),13} {Nanoseconds(3),9} "
            + $"{rounds.Ratio(1, 0),7:F2}x");
    }
}
