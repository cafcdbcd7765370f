using System.ComponentModel;
using System.Numerics;
using ILGPU;
using static ILGPU.Util.Utilities;
using static Kernels.Gpu.GpuMath;

#pragma warning disable CS1718 // x == x asks whether x is a number

namespace Kernels.Gpu.Loops;

/// <summary>
/// The reductions of a group: what each of the lanes of a row has made of its columns becomes one value, which
/// they all get. Sums in the order of Kernels.Loops.Sums; extremes in the same, which is as good as any: NaN if
/// there is one, a zero positive.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowLanes
{
    /// <summary>Lanes of a group.</summary>
    public const int Count = SummingLoop.Lanes;

    /// <summary>Values of memory that the lanes share: one for each lane in each step of <see cref="Tree"/>.</summary>
    public const int Shared = 2 * Count;

    const int Fan = 8;

    /// <summary>
    /// Lanes of a row: the least power of two that has one for each column, so that the group takes several
    /// short rows. What the tree of 64 lanes has above them is 0, -∞ or ∞ throughout, which changes no bit: a
    /// lane adds from 0 on, so it is never -0.
    /// </summary>
    public static int Of(int columns) => columns < Count ? (int)BitOperations.RoundUpToPowerOf2((uint)columns) : Count;

    /// <summary>Columns whose sum is one term of the whole.</summary>
    public const int Segment = SummingLoop.Segment;

    /// <summary>Where the segment ends.</summary>
    public static int End(int start, int columns) => columns - start < Segment ? columns : start + Segment;

    /// <summary>The sum of all lanes of the row.</summary>
    public static float Sum(ArrayView<float> shared, int lanes, float value) => Tree<float, Plus>(shared, lanes, value);

    /// <inheritdoc cref="Sum(ArrayView{float}, int, float)"/>
    public static double Sum(ArrayView<double> shared, int lanes, double value)
        => Tree<double, Plus>(shared, lanes, value);

    /// <summary>The largest of all lanes of the row.</summary>
    public static float Max(ArrayView<float> shared, int lanes, float value)
        => Add(Tree<float, Larger>(shared, lanes, value), 0f);

    /// <inheritdoc cref="Max(ArrayView{float}, int, float)"/>
    public static double Max(ArrayView<double> shared, int lanes, double value)
        => Add(Tree<double, Larger>(shared, lanes, value), 0.0);

    /// <summary>The smallest of all lanes of the row.</summary>
    public static float Min(ArrayView<float> shared, int lanes, float value)
        => Add(Tree<float, Smaller>(shared, lanes, value), 0f);

    /// <inheritdoc cref="Min(ArrayView{float}, int, float)"/>
    public static double Min(ArrayView<double> shared, int lanes, double value)
        => Add(Tree<double, Smaller>(shared, lanes, value), 0.0);

    /// <summary>1 if it holds in any lane of the group, else 0: how often the group does what it asks for.</summary>
    public static int Times(ArrayView<float> shared, bool condition)
        => (int)Tree<float, Larger>(shared, Count, condition ? 1f : 0f);

    /// <summary>The larger of two; NaN if either is.</summary>
    public static float Max(float a, float b) => Larger.Of(a, b);

    /// <inheritdoc cref="Max(float, float)"/>
    public static double Max(double a, double b) => Larger.Of(a, b);

    /// <summary>The smaller of two; NaN if either is.</summary>
    public static float Min(float a, float b) => Smaller.Of(a, b);

    /// <inheritdoc cref="Min(float, float)"/>
    public static double Min(double a, double b) => Smaller.Of(a, b);

    /// <summary>
    /// The tree of 64 lanes in two steps of eight, so that lanes wait for each other twice and not at each of its six
    /// levels. Every lane of the group meets every barrier. Each step has memory of its own, so a lane that writes
    /// there again for the next reduction has already passed a barrier that all lanes reach only after reading it.
    /// </summary>
    static T Tree<T, TJoin>(ArrayView<T> shared, int lanes, T value) where T : unmanaged where TJoin : struct, IJoin<T>
    {
        var lane = Group.IdxX & (lanes - 1);
        shared[Group.IdxX] = value;
        Group.Barrier();
        var eighth = Eight<T, TJoin>(shared, Group.IdxX - lane, lane & (Fan - 1), Fan, lanes);
        shared[Count + Group.IdxX] = eighth;
        Group.Barrier();
        return Eight<T, TJoin>(shared, Count + Group.IdxX - lane, 0, 1, lanes < Fan ? lanes : Fan);
    }

    /// <summary>
    /// What values that are <paramref name="apart"/> make together, as a tree;
    /// those of lanes that a row does not have change nothing.
    /// </summary>
    static T Eight<T, TJoin>(ArrayView<T> shared, int start, int first, int apart, int lanes) where T : unmanaged
        where TJoin : struct, IJoin<T>
        => TJoin.Of(
            TJoin.Of(
                TJoin.Of(At<T, TJoin>(shared, start, first, lanes),
                    At<T, TJoin>(shared, start, first + 4 * apart, lanes)),
                TJoin.Of(At<T, TJoin>(shared, start, first + 2 * apart, lanes),
                    At<T, TJoin>(shared, start, first + 6 * apart, lanes))),
            TJoin.Of(
                TJoin.Of(At<T, TJoin>(shared, start, first + apart, lanes),
                    At<T, TJoin>(shared, start, first + 5 * apart, lanes)),
                TJoin.Of(At<T, TJoin>(shared, start, first + 3 * apart, lanes),
                    At<T, TJoin>(shared, start, first + 7 * apart, lanes))));

    static T At<T, TJoin>(ArrayView<T> shared, int start, int lane, int lanes) where T : unmanaged
        where TJoin : struct, IJoin<T>
        => Select(lane < lanes, shared[start + (lane & (lanes - 1))], TJoin.Nothing);

    interface IJoin<T>
    {
        /// <summary>What changes nothing that it is joined with.</summary>
        static abstract T Nothing { get; }

        static abstract T Of(T a, T b);
    }

    readonly struct Plus : IJoin<float>, IJoin<double>
    {
        static float IJoin<float>.Nothing => 0;
        static double IJoin<double>.Nothing => 0;
        public static float Of(float a, float b) => Add(a, b);
        public static double Of(double a, double b) => Add(a, b);
    }

    readonly struct Larger : IJoin<float>, IJoin<double>
    {
        static float IJoin<float>.Nothing => float.NegativeInfinity;
        static double IJoin<double>.Nothing => double.NegativeInfinity;
        public static float Of(float a, float b) => Select(b == b, Select(a < b, b, a), b);
        public static double Of(double a, double b) => Select(b == b, Select(a < b, b, a), b);
    }

    readonly struct Smaller : IJoin<float>, IJoin<double>
    {
        static float IJoin<float>.Nothing => float.PositiveInfinity;
        static double IJoin<double>.Nothing => double.PositiveInfinity;
        public static float Of(float a, float b) => Select(b == b, Select(a > b, b, a), b);
        public static double Of(double a, double b) => Select(b == b, Select(a > b, b, a), b);
    }
}
