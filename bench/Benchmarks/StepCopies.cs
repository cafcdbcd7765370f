// Adam's step beside what one would write with System.Numerics.Tensors, and beside a copy of as many bytes: where
// memory is the limit a step takes the time of the copy, and more passes take more.
using System.Numerics.Tensors;
using Kernels.Steps;

namespace Kernels.Benchmarks;

internal static class StepCopies
{
    const float Rate = 1e-3f, Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f;

    /// <summary>Four floats are read and three are written for each weight; a copy reads and writes one each.</summary>
    const int FloatsPerWeight = 7, FloatsPerCopy = 2;

    static readonly int[] Lengths = [1 << 10, 1 << 16, 1 << 20, 1 << 24];

    /// <returns>0: this compares, and promises nothing.</returns>
    public static int Run()
    {
        Console.WriteLine(
            $"Adam on {Isas.Best}, one thread, ns per weight, medians of {Rounds.Count} interleaved rounds");
        Console.WriteLine($"{"weights",10} {"Kernels",9} {"Tensors",9} {"CopyTo",9} {"Tensors/K",10} {"K/CopyTo",10}");
        foreach (var length in Lengths) Compare(length);
        return 0;
    }

    static void Compare(int length)
    {
        var random = new Random(20260101);
        float[] Values() => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
        var (weights, gradients, means, squares) = (Values(), Values(), new float[length], new float[length]);
        var (updates, roots) = (new float[length], new float[length]);
        var from = new float[length * FloatsPerWeight / FloatsPerCopy];
        var to = new float[from.Length];
        // Memory that was never written is one page of zeros, which is read from the cache.
        from.AsSpan().Fill(1);
        Action[] rivals =
        [
            () => Adam.Step(weights, gradients, means, squares, weights, means, squares, correction1: 0.5f,
                correction2: 0.01f),
            () => WithTensors(weights, gradients, means, squares, updates, roots),
            () => from.AsSpan().CopyTo(to),
        ];
        Rounds.WarmUp(rivals);
        var rounds = Rounds.Measure(rivals);
        string Nanoseconds(int rival) => $"{rounds.Seconds(rival) / length * 1e9,9:F3}";
        Console.WriteLine($"{length,10} {Nanoseconds(0)} {Nanoseconds(1)} {Nanoseconds(2)} "
            + $"{rounds.Ratio(1, 0),9:F2}x {rounds.Ratio(0, 2),9:F2}x");
    }

    /// <summary>The same step, one call for each operation.</summary>
    static void WithTensors(
        float[] weights, float[] gradients, float[] means, float[] squares, float[] updates, float[] roots)
    {
        TensorPrimitives.Multiply(means, Beta1, means);
        TensorPrimitives.MultiplyAdd(gradients, 1 - Beta1, means, means);
        TensorPrimitives.Multiply(squares, Beta2, squares);
        TensorPrimitives.Multiply<float>(gradients, gradients, roots);
        TensorPrimitives.MultiplyAdd(roots, 1 - Beta2, squares, squares);
        TensorPrimitives.Multiply(squares, 1 / 0.01f, roots);
        TensorPrimitives.Sqrt<float>(roots, roots);
        TensorPrimitives.Add(roots, Epsilon, roots);
        TensorPrimitives.Divide<float>(means, roots, updates);
        TensorPrimitives.MultiplyAdd(updates, -Rate / 0.5f, weights, weights);
    }
}
