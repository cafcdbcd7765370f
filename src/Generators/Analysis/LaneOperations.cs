// What the primitive operations do to a block of lanes. Each has a loop of its own: a verdict is a million of these.
namespace Kernels.Analysis;

/// <summary>result = operation(a, b, c) for so many lanes.</summary>
internal delegate void LaneOperation(double[] a, double[] b, double[] c, double[] result, int count);

internal static class LaneOperations
{
    // A mask is 1 or 0. Extremes are those of the native instructions: the second operand, where either is NaN.
    public static Dictionary<Op, LaneOperation> Numbers(Lane lane) => new()
    {
        [Op.Add] = Rounded(lane, (a, b, _, r, count) => { for (var i = 0; i < count; i++) r[i] = a[i] + b[i]; }),
        [Op.Sub] = Rounded(lane, (a, b, _, r, count) => { for (var i = 0; i < count; i++) r[i] = a[i] - b[i]; }),
        [Op.Mul] = Rounded(lane, (a, b, _, r, count) => { for (var i = 0; i < count; i++) r[i] = a[i] * b[i]; }),
        [Op.Div] = Rounded(lane, (a, b, _, r, count) => { for (var i = 0; i < count; i++) r[i] = a[i] / b[i]; }),
        [Op.Sqrt] = Rounded(lane, (a, _, _, r, count) => { for (var i = 0; i < count; i++) r[i] = Math.Sqrt(a[i]); }),
        [Op.Neg] = (a, _, _, r, count) => { for (var i = 0; i < count; i++) r[i] = -a[i]; },
        [Op.Abs] = (a, _, _, r, count) => { for (var i = 0; i < count; i++) r[i] = Math.Abs(a[i]); },
        [Op.Floor] = (a, _, _, r, count) => { for (var i = 0; i < count; i++) r[i] = Math.Floor(a[i]); },
        [Op.Select] = (a, b, c, r, count) => { for (var i = 0; i < count; i++) r[i] = a[i] != 0 ? b[i] : c[i]; },
        [Op.Lt] = (a, b, _, r, count) => { for (var i = 0; i < count; i++) r[i] = a[i] < b[i] ? 1 : 0; },
        [Op.Le] = (a, b, _, r, count) => { for (var i = 0; i < count; i++) r[i] = a[i] <= b[i] ? 1 : 0; },
        [Op.Gt] = (a, b, _, r, count) => { for (var i = 0; i < count; i++) r[i] = a[i] > b[i] ? 1 : 0; },
        [Op.Ge] = (a, b, _, r, count) => { for (var i = 0; i < count; i++) r[i] = a[i] >= b[i] ? 1 : 0; },
        [Op.Eq] = (a, b, _, r, count) => { for (var i = 0; i < count; i++) r[i] = a[i] == b[i] ? 1 : 0; },
        [Op.MinNative] = (a, b, _, r, count) => { for (var i = 0; i < count; i++) r[i] = a[i] < b[i] ? a[i] : b[i]; },
        [Op.MaxNative] = (a, b, _, r, count) => { for (var i = 0; i < count; i++) r[i] = a[i] > b[i] ? a[i] : b[i]; },
        [Op.Fma] = (a, b, c, r, count) => { for (var i = 0; i < count; i++) r[i] = lane.Fma(a[i], b[i], c[i]); },
        [Op.Fms] = (a, b, c, r, count) => { for (var i = 0; i < count; i++) r[i] = lane.Fma(a[i], b[i], -c[i]); },
        [Op.Uniform] = (a, _, _, r, count) => { for (var i = 0; i < count; i++) r[i] = Philox.Uniform(a[i]); },
        [Op.Scale] = Rounded(lane, Scale),
        [Op.ScaleDown] = Rounded(lane, Scale),
        [Op.ScaleNear] = Rounded(lane, Scale),
    };

    static void Scale(double[] a, double[] n, double[] _, double[] r, int count)
    {
        for (var i = 0; i < count; i++)
            r[i] = Math.ScaleB(a[i], double.IsNaN(n[i]) ? 0 : (int)Math.Max(-5000, Math.Min(5000, Math.Floor(n[i]))));
    }

    public static Dictionary<Op, Func<long, long, long>> Integers(Lane lane) => new()
    {
        [Op.IntAdd] = (a, b) => lane.Wrap(a + b),
        [Op.IntSub] = (a, b) => lane.Wrap(a - b),
        [Op.ShiftLeft] = (a, b) => lane.Wrap(a << (int)b),
        [Op.ShiftRight] = (a, b) => a >> (int)b,
    };

    static LaneOperation Rounded(Lane lane, LaneOperation operation)
        => lane == Lane.Double ? operation : (a, b, c, r, count) =>
        {
            operation(a, b, c, r, count);
            for (var i = 0; i < count; i++) r[i] = (float)r[i];
        };
}
