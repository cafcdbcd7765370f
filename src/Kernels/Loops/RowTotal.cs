using System.ComponentModel;

namespace Kernels.Loops;

/// <summary>
/// The sum over the rows of one term each, in the one fixed order: the gradient of a trainable scalar.
/// </summary>
/// <param name="terms">Room for a segment of 4,096.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct RowTotal(Span<float> terms)
{
    readonly Span<float> terms = terms;
    SegmentSum<float> total;
    int count;

    /// <summary>Adds the term of a row.</summary>
    public void Add(float term)
    {
        terms[count++] = term;
        if (count == Sums.Segment) EndSegment();
    }

    /// <summary>The sum.</summary>
    public float End()
    {
        if (count > 0) EndSegment();
        return total.Value;
    }

    void EndSegment()
    {
        total.Add(Sums.Of(ref terms[0], count));
        count = 0;
    }
}
