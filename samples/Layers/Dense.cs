using System.Numerics.Tensors;

namespace Samples.Layers;

/// <summary>A dense layer, y = x·W + b, over rows: x [rows, inputs], W [inputs, outputs], y [rows, outputs].</summary>
public static class Dense
{
    /// <summary>y = x·W + b.</summary>
    /// <param name="bias">One number an output, or nothing for none.</param>
    public static void Forward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> y, int inputs,
        int outputs)
    {
        if (bias.IsEmpty) y.Clear();
        else
            for (var at = 0; at < y.Length; at += outputs) bias.CopyTo(y[at..]);
        Product.Of(x, weights, y, x.Length / inputs, inputs, outputs, accumulate: true);
    }

    /// <summary>dW = xᵀ·dy, db = the sum of dy over the rows, and dx = dy·Wᵀ.</summary>
    /// <param name="dx">Nothing where the gradient goes no further. Not one of the other spans.</param>
    /// <param name="dBias">Nothing where there are no biases.</param>
    /// <param name="accumulate">Whether dW and db are added to what is there, as over the steps of time.</param>
    public static void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> weights, ReadOnlySpan<float> dy, Span<float> dx,
        Span<float> dWeights, Span<float> dBias, int inputs, int outputs, bool accumulate = false)
    {
        var rows = dy.Length / outputs;
        Product.OfTransposedLeft(x, dy, dWeights, inputs, rows, outputs, accumulate);
        if (!dBias.IsEmpty) SumRows(dy, dBias, accumulate);
        if (!dx.IsEmpty) Product.OfTransposedRight(dy, weights, dx, rows, outputs, inputs);
    }

    /// <summary>The sum of the rows, each as long as <paramref name="sum"/>.</summary>
    public static void SumRows(ReadOnlySpan<float> rows, Span<float> sum, bool accumulate = false)
    {
        if (!accumulate) sum.Clear();
        for (var at = 0; at < rows.Length; at += sum.Length)
            TensorPrimitives.Add(sum, rows.Slice(at, sum.Length), sum);
    }
}
