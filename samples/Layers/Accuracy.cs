using System.Numerics.Tensors;

namespace Samples.Layers;

/// <summary>How many predictions are right.</summary>
public static class Accuracy
{
    /// <summary>The rows whose largest number stands in the column of their label.</summary>
    public static int Right(ReadOnlySpan<float> rows, ReadOnlySpan<int> labels)
    {
        var (columns, right) = (rows.Length / labels.Length, 0);
        for (var i = 0; i < labels.Length; i++)
            if (TensorPrimitives.IndexOfMax(rows.Slice(i * columns, columns)) == labels[i]) right++;
        return right;
    }
}
