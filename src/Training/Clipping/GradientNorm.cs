using Kernels.Loops;

namespace Kernels.Training;

/// <summary>
/// The norm of a gradient that lies in many spans, with the counts that say whether it is sound. Every element is read
/// once.
/// </summary>
/// <remarks>
/// Sums are taken in double precision. It holds the square of any float exactly, so a finite gradient never has an
/// infinite norm, and one that is not 0 never has the norm 0. The order is fixed: 64 lanes, segments of 4,096 within
/// each span, spans in the order of the calls. So the bits do not depend on instruction set, alignment or device; they
/// do depend on how a gradient is divided into spans, by an ULP of a double.
/// A mutable value: pass it by <c>ref</c>.
/// </remarks>
/// <param name="norm">Which norm.</param>
/// <example><code>
/// var norm = new GradientNorm(Norm.L2);
/// norm.Add(dw1);
/// norm.Add(db1);
/// var clip = norm.Clip(maxNorm: 1);
/// </code></example>
public struct GradientNorm(Norm norm = Norm.L2)
{
    // Domain: all floats. Max error: 1 ULP of a double per addition of the tree, which is 64 + 6 deep, and 1 for all
    // segments. Method: exact squares, 64 lanes, two-sum over segments. Source: the order of Kernels.Loops.Sums.
    readonly Norm norm = Enum.IsDefined(norm) ? norm
        : throw new ArgumentOutOfRangeException(nameof(norm), norm, $"'{norm}' is no norm: L1, L2 or Infinity.");
    SegmentSum<double> sum;
    NonFiniteElement first;
    long nans, infinities;

    /// <summary>How many elements were added.</summary>
    public long Count { readonly get; private set; }

    /// <summary>How many spans were added.</summary>
    public int Spans { readonly get; internal set; }

    /// <summary>How many elements are 0.</summary>
    public long ZeroCount { readonly get; private set; }

    /// <summary>The largest absolute value of the finite elements; 0 of none.</summary>
    public float Largest { readonly get; private set; }

    /// <summary>How many elements are NaN or infinite.</summary>
    public readonly long NonFiniteCount => nans + infinities;

    /// <summary>The first element that is NaN or infinite; null where all are finite.</summary>
    public readonly NonFiniteElement? FirstNonFinite => NonFiniteCount > 0 ? first : null;

    /// <summary>The norm: 0 of no elements, NaN where one is NaN, else ∞ where one is infinite.</summary>
    public readonly double Value => Whole(FiniteValue);

    /// <summary>The norm of the finite elements.</summary>
    public readonly double FiniteValue => norm switch
    {
        Norm.L2 => Math.Sqrt(sum.Value),
        Norm.L1 => sum.Value,
        _ => Largest,
    };

    /// <summary>The sum of |g| (of g² for <see cref="Norm.L2"/>), NaN and the infinities included.</summary>
    internal readonly double Sum => Whole(sum.Value);

    /// <summary>Whether squares are summed; the infinity norm has a sum too, which shows what is not finite.</summary>
    internal readonly bool IsOfSquares => norm == Norm.L2;

    /// <summary>Adds the elements of one span, usually a tensor.</summary>
    /// <returns>The norm of this span alone.</returns>
    public double Add(ReadOnlySpan<float> gradient) => Add(gradient, Isas.Best);

    internal double Add(ReadOnlySpan<float> gradient, Isa isa)
    {
        var alone = Alone();
        for (var start = 0; start < gradient.Length; start += Sums.Segment)
        {
            var segment = gradient.Slice(start, Math.Min(Sums.Segment, gradient.Length - start));
            var measure = SegmentMeasure.Of(segment, IsOfSquares, isa);
            Add(measure, start, measure.First < 0 ? 0 : segment[measure.First]);
            alone.Add(measure, start, 0);
        }
        End(gradient.Length);
        return alone.Value;
    }

    /// <summary>The same norm of nothing.</summary>
    internal readonly GradientNorm Alone() => new(norm);

    /// <summary>
    /// Adds what was measured of the segment that begins at <paramref name="start"/>; <paramref name="value"/> is its
    /// first element that is not finite.
    /// </summary>
    internal void Add(in SegmentMeasure measure, long start, float value)
    {
        if (measure.First >= 0 && NonFiniteCount == 0) first = new(Spans, start + measure.First, value);
        sum.Add(measure.Sum);
        Largest = Math.Max(Largest, measure.Largest);
        ZeroCount += measure.Zeros;
        nans += measure.NaNs;
        infinities += measure.Infinities;
    }

    /// <summary>Ends a span whose segments were added.</summary>
    internal void End(long length)
    {
        Count += length;
        Spans++;
    }

    /// <summary>
    /// What to multiply the gradient by so that its norm is at most <paramref name="maxNorm"/>: maxNorm divided by the
    /// norm where the norm is larger, else exactly 1. No ε is added anywhere.
    /// </summary>
    /// <param name="maxNorm">At least 0; ∞ never clips.</param>
    /// <param name="nonFinite">What happens where an element is NaN or infinite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is negative or NaN.</exception>
    /// <exception cref="NotFiniteNumberException">An element is not finite,
    /// and <paramref name="nonFinite"/> says to throw.</exception>
    public readonly ClipCoefficient Clip(double maxNorm, NonFinite nonFinite = NonFinite.Throw)
    {
        Thresholds.Check(maxNorm, nameof(maxNorm));
        Thresholds.Check(nonFinite, nameof(nonFinite));
        if (NonFiniteCount > 0 && nonFinite == NonFinite.Throw) throw new NotFiniteNumberException(
            FormattableString.Invariant($"Gradient {first.Span} is {first.Value} at index {first.Index}; ")
                + $"{NonFiniteCount} of {Count} elements are not finite.", first.Value);
        var isSound = NonFiniteCount == 0 || nonFinite == NonFinite.Zero;
        var reference = isSound ? FiniteValue : Value;
        return new()
        {
            Coefficient = isSound ? reference > maxNorm ? (float)(maxNorm / reference) : 1
                : nonFinite == NonFinite.Skip ? 0 : float.NaN,
            Norm = reference,
            NonFiniteCount = NonFiniteCount,
            ZeroCount = ZeroCount,
            Skip = !isSound && nonFinite == NonFinite.Skip,
            ZeroesNonFinite = nonFinite == NonFinite.Zero && NonFiniteCount > 0,
        };
    }

    readonly double Whole(double finite)
        => nans > 0 ? double.NaN : infinities > 0 ? double.PositiveInfinity : finite;
}
