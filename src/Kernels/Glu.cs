// Any activation as a gated unit, in the three layouts in which the two halves lie in memory. Here the contract is
// checked; the arithmetic is in Loops/Gate.cs, and is the same in every layout.
using Kernels.Loops;

namespace Kernels;

/// <summary>
/// The gated form of any activation: one half of the elements goes through it and multiplies the other.
/// <c>Glu&lt;Silu&gt;</c> is SwiGLU and gives the bits of the definition SwiGlu, <c>Glu&lt;Sigmoid&gt;</c> the GLU of
/// PyTorch. Nothing is allocated; spans are checked before anything is written.
/// </summary>
public static class Glu<TActivation> where TActivation : IActivation
{
    /// <summary>y = x·f(gate).</summary>
    public static void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> gate, Span<float> y)
    {
        Spans.SameLength(gate, x.Length, nameof(gate));
        Spans.Destination(y, x.Length, nameof(y));
        Spans.SameStartOrApart(y, x, nameof(y));
        Spans.SameStartOrApart(y, gate, nameof(y));
        Gate<TActivation>.Forward(x, gate, y[..x.Length]);
    }

    /// <summary>
    /// dx = dy·f(gate) and dgate = dy·x·f'(gate), or both added to what is there.
    /// A destination may be an input from the same start.
    /// </summary>
    public static void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> gate, ReadOnlySpan<float> dy, Span<float> dx,
        Span<float> dgate, bool accumulate = false)
    {
        Spans.SameLength(gate, x.Length, nameof(gate));
        Spans.SameLength(dy, x.Length, nameof(dy));
        Check(x, gate, dy, dx, nameof(dx));
        Check(x, gate, dy, dgate, nameof(dgate));
        Spans.Apart(dgate, dx, x.Length, nameof(dgate));
        Gate<TActivation>.Backward(x, gate, dy, dx[..x.Length], dgate[..x.Length], accumulate);
    }

    /// <summary>
    /// Each row holds its two halves one after the other, [a | b], 2·columns elements; y has columns elements a row.
    /// </summary>
    public static void ForwardPacked(
        ReadOnlySpan<float> rows, Span<float> y, int columns, GatedHalf gated = GatedHalf.Second)
    {
        var count = Layout.Rows(rows, columns, nameof(rows));
        Spans.Destination(y, count * columns, nameof(y));
        Layout.Apart(y[..(count * columns)], rows, nameof(y));
        for (var row = 0; row < count; row++)
        {
            var first = rows.Slice(2 * row * columns, columns);
            var second = rows.Slice((2 * row + 1) * columns, columns);
            Gate<TActivation>.Forward(gated == GatedHalf.Second ? first : second,
                gated == GatedHalf.Second ? second : first, y.Slice(row * columns, columns));
        }
    }

    /// <summary>
    /// The gradient in the layout of the input. <paramref name="drows"/> may be <paramref name="rows"/>.
    /// </summary>
    public static void BackwardPacked(
        ReadOnlySpan<float> rows, ReadOnlySpan<float> dy, Span<float> drows, int columns,
        GatedHalf gated = GatedHalf.Second, bool accumulate = false)
    {
        var count = Layout.Rows(rows, columns, nameof(rows));
        Spans.SameLength(dy, count * columns, nameof(dy));
        Spans.Destination(drows, rows.Length, nameof(drows));
        Spans.SameStartOrApart(drows, rows, nameof(drows));
        Layout.Apart(drows[..rows.Length], dy, nameof(drows));
        for (var row = 0; row < count; row++)
        {
            var first = rows.Slice(2 * row * columns, columns);
            var second = rows.Slice((2 * row + 1) * columns, columns);
            var dfirst = drows.Slice(2 * row * columns, columns);
            var dsecond = drows.Slice((2 * row + 1) * columns, columns);
            var upstream = dy.Slice(row * columns, columns);
            if (gated == GatedHalf.Second)
                Gate<TActivation>.Backward(first, second, upstream, dfirst, dsecond, accumulate);
            else Gate<TActivation>.Backward(second, first, upstream, dsecond, dfirst, accumulate);
        }
    }

    /// <summary>The halves alternate: a₀ b₀ a₁ b₁ …; y has half as many elements.</summary>
    public static void ForwardInterleaved(ReadOnlySpan<float> pairs, Span<float> y, GatedHalf gated = GatedHalf.Second)
    {
        var count = Layout.Pairs(pairs, nameof(pairs));
        Spans.Destination(y, count, nameof(y));
        Layout.Apart(y[..count], pairs, nameof(y));
        Span<float> first = stackalloc float[Layout.Block], second = stackalloc float[Layout.Block];
        for (var start = 0; start < count; start += Layout.Block)
        {
            var length = Math.Min(Layout.Block, count - start);
            var a = first[..length];
            var b = second[..length];
            Layout.Part(pairs.Slice(2 * start, 2 * length), a, b);
            Gate<TActivation>.Forward(gated == GatedHalf.Second ? a : b,
                gated == GatedHalf.Second ? b : a, y.Slice(start, length));
        }
    }

    /// <summary>
    /// The gradient in the layout of the input. <paramref name="dpairs"/> may be <paramref name="pairs"/>.
    /// </summary>
    public static void BackwardInterleaved(ReadOnlySpan<float> pairs, ReadOnlySpan<float> dy, Span<float> dpairs,
        GatedHalf gated = GatedHalf.Second, bool accumulate = false)
    {
        var count = Layout.Pairs(pairs, nameof(pairs));
        Spans.SameLength(dy, count, nameof(dy));
        Spans.Destination(dpairs, pairs.Length, nameof(dpairs));
        Spans.SameStartOrApart(dpairs, pairs, nameof(dpairs));
        Layout.Apart(dpairs[..pairs.Length], dy, nameof(dpairs));
        Span<float> first = stackalloc float[Layout.Block], second = stackalloc float[Layout.Block];
        Span<float> dfirst = stackalloc float[Layout.Block], dsecond = stackalloc float[Layout.Block];
        for (var start = 0; start < count; start += Layout.Block)
        {
            var length = Math.Min(Layout.Block, count - start);
            var a = first[..length];
            var b = second[..length];
            var da = dfirst[..length];
            var db = dsecond[..length];
            var upstream = dy.Slice(start, length);
            var to = dpairs.Slice(2 * start, 2 * length);
            Layout.Part(pairs.Slice(2 * start, 2 * length), a, b);
            if (accumulate) Layout.Part(to, da, db);
            if (gated == GatedHalf.Second) Gate<TActivation>.Backward(a, b, upstream, da, db, accumulate);
            else Gate<TActivation>.Backward(b, a, upstream, db, da, accumulate);
            Layout.Join(da, db, to);
        }
    }

    static void Check(
        ReadOnlySpan<float> x, ReadOnlySpan<float> gate, ReadOnlySpan<float> dy, Span<float> destination, string name)
    {
        Spans.Destination(destination, x.Length, name);
        Spans.SameStartOrApart(destination, x, name);
        Spans.SameStartOrApart(destination, gate, name);
        Spans.SameStartOrApart(destination, dy, name);
    }
}
