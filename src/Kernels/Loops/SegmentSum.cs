using System.Numerics;

namespace Kernels.Loops;

/// <summary>
/// The sums of segments, added in order, and beside them what each addition rounds away (Knuth's two-sum, whichever is
/// larger): of thousands of segments only the last addition counts. Whatever is no number by then stays what it is.
/// </summary>
struct SegmentSum<T> where T : struct, IFloatingPointIeee754<T>
{
    T sum, lost;

    /// <summary>Adds the sum of the next segment.</summary>
    public void Add(T segment) => Add(ref sum, ref lost, segment);

    /// <summary>The sum of all, rounded once.</summary>
    public readonly T Value => Of(sum, lost);

    /// <inheritdoc cref="Add(T)"/>
    public static void Add(ref T sum, ref T lost, T segment)
    {
        var before = sum;
        sum = before + segment;
        var added = sum - before;
        lost += (before - (sum - added)) + (segment - added);
    }

    /// <inheritdoc cref="Value"/>
    public static T Of(T sum, T lost) => T.IsFinite(lost) ? sum + lost : sum;
}
