// The gated form of an activation: y = x·f(gate). A definition of the catalogue where there is one; else the
// activation's own kernel, block by block through the stack, and products of whole vectors.
using System.Numerics;
using System.Runtime.InteropServices;
using Kernels.Activations;

namespace Kernels.Loops;

internal delegate void GateForward(ReadOnlySpan<float> x, ReadOnlySpan<float> gate, Span<float> y);

internal delegate void GateBackward(ReadOnlySpan<float> x, ReadOnlySpan<float> gate, ReadOnlySpan<float> dy,
    Span<float> dx, Span<float> dgate, bool accumulate = false);

internal static class Gate
{
    /// <summary>The gated forms that are definitions: one kernel, one rounding.</summary>
    public static readonly IReadOnlyDictionary<Type, (GateForward Forward,
        GateBackward Backward)> Fused = new Dictionary<Type, (GateForward, GateBackward)>
        {
            [typeof(Identity)] = (Bilinear.Forward, Bilinear.Backward),
            [typeof(Sigmoid)] = (Activations.Glu.Forward, Activations.Glu.Backward),
            [typeof(Silu)] = (SwiGlu.Forward, SwiGlu.Backward),
            [typeof(Gelu)] = (GeGlu.Forward, GeGlu.Backward),
            [typeof(GeluTanh)] = (GeGluTanh.Forward, GeGluTanh.Backward),
            [typeof(QuickGelu)] = (QGeGlu.Forward, QGeGlu.Backward),
            [typeof(Relu)] = (ReGlu.Forward, ReGlu.Backward),
            [typeof(SquaredRelu)] = (SReGlu.Forward, SReGlu.Backward),
        };
}

internal static class Gate<TActivation> where TActivation : IActivation
{
    /// <summary>Small enough for the stack and the first cache.</summary>
    const int Block = 1024;

    static readonly GateForward forward = Gate.Fused.TryGetValue(typeof(TActivation), out var fused)
        ? fused.Forward
        : Compose;
    static readonly GateBackward backward = Gate.Fused.TryGetValue(typeof(TActivation), out var fused)
        ? fused.Backward
        : Compose;

    public static void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> gate, Span<float> y) => forward(x, gate, y);

    public static void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> gate, ReadOnlySpan<float> dy, Span<float> dx,
        Span<float> dgate, bool accumulate)
        => backward(x, gate, dy, dx, dgate, accumulate);

    static void Compose(ReadOnlySpan<float> x, ReadOnlySpan<float> gate, Span<float> y)
    {
        Span<float> value = stackalloc float[Block];
        for (var start = 0; start < x.Length; start += Block)
        {
            var range = start..Math.Min(start + Block, x.Length);
            TActivation.Forward(gate[range], value);
            Multiply(x[range], value, y[range], accumulate: false);
        }
    }

    static void Compose(ReadOnlySpan<float> x, ReadOnlySpan<float> gate, ReadOnlySpan<float> dy, Span<float> dx,
        Span<float> dgate, bool accumulate)
    {
        Span<float> value = stackalloc float[Block], slope = stackalloc float[Block],
            upstream = stackalloc float[Block];
        for (var start = 0; start < x.Length; start += Block)
        {
            var range = start..Math.Min(start + Block, x.Length);
            var products = upstream[..(range.End.Value - start)];
            TActivation.ForwardWithDerivative(gate[range], value, slope);
            Multiply(x[range], dy[range], products, accumulate: false);
            Multiply(dy[range], value, dx[range], accumulate);
            Multiply(products, slope, dgate[range], accumulate);
        }
    }

    /// <summary>product = a·b, or product += a·b with two roundings: no width of a vector changes a bit.</summary>
    static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> product, bool accumulate)
    {
        var left = MemoryMarshal.Cast<float, Vector<float>>(a);
        var right = MemoryMarshal.Cast<float, Vector<float>>(b);
        var to = MemoryMarshal.Cast<float, Vector<float>>(product);
        for (var i = 0; i < left.Length; i++) to[i] = accumulate ? to[i] + left[i] * right[i] : left[i] * right[i];
        for (var i = left.Length * Vector<float>.Count; i < a.Length; i++)
            product[i] = accumulate ? product[i] + a[i] * b[i] : a[i] * b[i];
    }
}
