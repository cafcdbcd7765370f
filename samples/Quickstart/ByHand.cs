// What one would write without the generator: the formula and its derivative by the quotient rule, as a float loop; and
// the same composed of TensorPrimitives, a pass over memory for each operation.
using System.Numerics.Tensors;

namespace Quickstart;

internal static class ByHand
{
    const float Beta = 1.5f;

    public static void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        for (var i = 0; i < x.Length; i++) y[i] = Beta * x[i] / (1 + MathF.Exp(-x[i]));
    }

    public static void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var e = MathF.Exp(-x[i]);
            dx[i] = dy[i] * Beta * (1 + e + x[i] * e) / ((1 + e) * (1 + e));
        }
    }

    public static void TensorForward(ReadOnlySpan<float> x, Span<float> y)
    {
        TensorPrimitives.Sigmoid(x, y);
        TensorPrimitives.Multiply(x, y, y);
        TensorPrimitives.Multiply(y, Beta, y);
    }

    public static void TensorBackward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> sigmoid, Span<float> dx)
    {
        TensorPrimitives.Sigmoid(x, sigmoid);
        TensorPrimitives.Subtract(1f, sigmoid, dx);
        TensorPrimitives.Multiply(x, dx, dx);
        TensorPrimitives.Add(dx, 1f, dx);
        TensorPrimitives.Multiply(dx, sigmoid, dx);
        TensorPrimitives.Multiply(dx, Beta, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
    }

    /// <summary>How many results of the float loops are not numbers.</summary>
    public static int NotANumber(Data data)
    {
        var (y, dx) = (new float[data.Count], new float[data.Count]);
        Forward(data.X, y);
        Backward(data.X, data.Dy, dx);
        return y.Concat(dx).Count(float.IsNaN);
    }
}
