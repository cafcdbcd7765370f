using System.ComponentModel;
using static ILGPU.Util.Utilities;
using static Kernels.Gpu.GpuMath;

namespace Kernels.Gpu.Loops;

/// <summary>
/// What the additions of segments round away, as on the CPU (Kernels.Loops.SegmentSum and,
/// of numbers from 0 to 1, Kernels.Loops.UnitIntervalSum).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SegmentSum
{
    /// <summary>
    /// Where a lane starts that adds numbers from 0 to 1: from there to the next power of two floats are 2⁻¹¹ apart.
    /// </summary>
    public const float Start = 6144;

    /// <summary>
    /// Whether the column is the last of four that its lane adds before it cuts;
    /// of rows that are shorter than the lanes, each has one.
    /// </summary>
    public static bool IsFourth(int column) => (column & 3 * SummingLoop.Lanes) == 3 * SummingLoop.Lanes;

    /// <summary>What the lane rounds away of the next.</summary>
    public static float Low(float lane, float next) => Sub(next, Sub(Add(lane, next), lane));

    /// <summary>What the sum of both lacks.</summary>
    public static float Lost(float sum, float segment)
    {
        var next = Add(sum, segment);
        var added = Sub(next, sum);
        return Add(Sub(sum, Sub(next, added)), Sub(segment, added));
    }

    /// <inheritdoc cref="Lost(float, float)"/>
    public static double Lost(double sum, double segment)
    {
        var next = Add(sum, segment);
        var added = Sub(next, sum);
        return Add(Sub(sum, Sub(next, added)), Sub(segment, added));
    }

    /// <summary>The sum of all segments; what is no number stays what it is.</summary>
    public static float Of(float sum, float lost) => Select(Sub(lost, lost) == 0f, Add(sum, lost), sum);

    /// <inheritdoc cref="Of(float, float)"/>
    public static double Of(double sum, double lost) => Select(Sub(lost, lost) == 0.0, Add(sum, lost), sum);
}
