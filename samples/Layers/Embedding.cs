using System.Numerics.Tensors;
using Kernels.Training;

namespace Samples.Layers;

/// <summary>A vector for each word of a vocabulary.</summary>
/// <param name="words">The size of the vocabulary.</param>
/// <param name="columns">The size of a vector.</param>
/// <param name="optimiser">What steps the vectors.</param>
public sealed class Embedding(int words, int columns, Optimiser optimiser)
{
    /// <summary>The vectors, [words, columns].</summary>
    public Weights Weights { get; } = new(words * columns, optimiser);

    /// <summary>The size of a vector.</summary>
    public int Columns => columns;

    /// <summary>Normal numbers.</summary>
    public Embedding(int words, int columns, Optimiser optimiser, double deviation, ulong seed)
        : this(words, columns, optimiser) => Initialise.Normal(Weights.Values, deviation, seed);

    /// <summary>The vectors of words, one a row.</summary>
    public void Forward(ReadOnlySpan<int> chosen, Span<float> y)
    {
        for (var i = 0; i < chosen.Length; i++)
            Weights.Values.AsSpan(chosen[i] * columns, columns).CopyTo(y[(i * columns)..]);
    }

    /// <summary>The gradient of a word is the sum of those of its rows.</summary>
    public void Backward(ReadOnlySpan<int> chosen, ReadOnlySpan<float> dy)
    {
        Weights.Gradients.AsSpan().Clear();
        for (var i = 0; i < chosen.Length; i++)
        {
            var sum = Weights.Gradients.AsSpan(chosen[i] * columns, columns);
            TensorPrimitives.Add(sum, dy.Slice(i * columns, columns), sum);
        }
    }
}
