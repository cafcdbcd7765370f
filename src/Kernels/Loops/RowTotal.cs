using System.ComponentModel;

namespace Kernels.Loops;

/// <summary>
/// The sum over the rows of one term each, in the one fixed order: the gradient of a trainable scalar.
/// </summary>
/// <param name="terms">Room for a segment of 4,096.</param>
/// <param name="layout">The rows. Of a part of them, each segment's sum is kept for the end.</param>
/// <param name="result">Which of the sums over all rows that the kernel has.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct RowTotal(Span<float> terms, RowLayout layout, int result)
{
    readonly Span<float> terms = terms;
    SegmentSum<float> total;
    int count, segments;

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
        if (layout.Parts.AreComplete)
            for (var k = 0; k < layout.Parts.Segments; k++) total.Add(layout.Parts.Segment(result, k));
        return total.Value;
    }

    void EndSegment()
    {
        var sum = Sums.Of(ref terms[0], count);
        if (layout.Parts.AreOpen)
            layout.Parts.Segment(result, layout.First / Sums.Segment + segments++) = sum;
        else total.Add(sum);
        count = 0;
    }
}
