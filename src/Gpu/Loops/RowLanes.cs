using System.ComponentModel;
using System.Numerics;
using ILGPU;
using static ILGPU.Util.Utilities;
using static Kernels.Gpu.GpuMath;

#pragma warning disable CS1718 // x == x asks whether x is a number

namespace Kernels.Gpu.Loops;

/// <summary>
/// The reductions of a group: what each of the lanes of a row has made of its columns becomes one value, which they all get. Sums in the order of
/// Kernels.Loops.Sums; extremes in the same, which is as good as any: NaN if there is one, a zero positive.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowLanes
{
    /// <summary>Lanes of a group.</summary>
    public const int Count = SummingLoop.Lanes;

    /// <summary>
    /// Lanes of a row: the least power of two that has one for each column, so that the group takes several short rows. What the tree of 64 lanes has
    /// above them is 0, -∞ or ∞ throughout, which changes no bit: a lane adds from 0 on, so it is never -0.
    /// </summary>
    public static int Of(int columns) => columns < Count ? (int)BitOperations.RoundUpToPowerOf2((uint)columns) : Count;

    /// <summary>Columns whose sum is one term of the whole.</summary>
    public const int Segment = SummingLoop.Segment;

    /// <summary>Where the segment ends.</summary>
    public static int End(int start, int columns) => columns - start < Segment ? columns : start + Segment;

    /// <summary>The sum of all lanes of the row.</summary>
    public static float Sum(ArrayView<float> shared, int lanes, float value) => Tree<float, Plus>(shared, lanes, value);

    /// <inheritdoc cref="Sum(ArrayView{float}, int, float)"/>
    public static double Sum(ArrayView<double> shared, int lanes, double value) => Tree<double, Plus>(shared, lanes, value);

    /// <summary>The largest of all lanes of the row.</summary>
    public static float Max(ArrayView<float> shared, int lanes, float value) => Add(Tree<float, Larger>(shared, lanes, value), 0f);

    /// <inheritdoc cref="Max(ArrayView{float}, int, float)"/>
    public static double Max(ArrayView<double> shared, int lanes, double value) => Add(Tree<double, Larger>(shared, lanes, value), 0.0);

    /// <summary>The smallest of all lanes of the row.</summary>
    public static float Min(ArrayView<float> shared, int lanes, float value) => Add(Tree<float, Smaller>(shared, lanes, value), 0f);

    /// <inheritdoc cref="Min(ArrayView{float}, int, float)"/>
    public static double Min(ArrayView<double> shared, int lanes, double value) => Add(Tree<double, Smaller>(shared, lanes, value), 0.0);

    /// <summary>Whether it holds in any lane of the group.</summary>
    public static bool Any(ArrayView<float> shared, bool condition) => Tree<float, Larger>(shared, Count, condition ? 1f : 0f) > 0f;

    /// <summary>The larger of two; NaN if either is.</summary>
    public static float Max(float a, float b) => Larger.Of(a, b);

    /// <inheritdoc cref="Max(float, float)"/>
    public static double Max(double a, double b) => Larger.Of(a, b);

    /// <summary>The smaller of two; NaN if either is.</summary>
    public static float Min(float a, float b) => Smaller.Of(a, b);

    /// <inheritdoc cref="Min(float, float)"/>
    public static double Min(double a, double b) => Smaller.Of(a, b);

    /// <summary>Every lane of the group meets every barrier; after the last the memory is free again.</summary>
    static T Tree<T, TJoin>(ArrayView<T> shared, int lanes, T value) where T : unmanaged where TJoin : struct, IJoin<T>
    {
        var lane = Group.IdxX & (lanes - 1);
        shared[Group.IdxX] = value;
        Group.Barrier();
        // As many steps for any number of lanes: drivers on processors unroll them, and take minutes over barriers in a loop of unknown length.
        for (var half = Count / 2; half > 0; half >>= 1)
        {
            if (half < lanes && lane < half) shared[Group.IdxX] = TJoin.Of(shared[Group.IdxX], shared[Group.IdxX + half]);
            Group.Barrier();
        }
        var all = shared[Group.IdxX - lane];
        Group.Barrier();
        return all;
    }

    interface IJoin<T>
    {
        static abstract T Of(T a, T b);
    }

    readonly struct Plus : IJoin<float>, IJoin<double>
    {
        public static float Of(float a, float b) => Add(a, b);
        public static double Of(double a, double b) => Add(a, b);
    }

    readonly struct Larger : IJoin<float>, IJoin<double>
    {
        public static float Of(float a, float b) => Select(b == b, Select(a < b, b, a), b);
        public static double Of(double a, double b) => Select(b == b, Select(a < b, b, a), b);
    }

    readonly struct Smaller : IJoin<float>, IJoin<double>
    {
        public static float Of(float a, float b) => Select(b == b, Select(a > b, b, a), b);
        public static double Of(double a, double b) => Select(b == b, Select(a > b, b, a), b);
    }
}
