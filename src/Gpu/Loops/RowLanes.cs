using System.ComponentModel;
using ILGPU;
using static ILGPU.Util.Utilities;
using static Kernels.Gpu.GpuMath;

#pragma warning disable CS1718 // x == x asks whether x is a number

namespace Kernels.Gpu.Loops;

/// <summary>
/// The reductions of a group: what each of its 64 lanes has made of its columns becomes one value, which all lanes get. Sums in the order of
/// Kernels.Loops.Sums; extremes in the same, which is as good as any: NaN if there is one, a zero positive.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowLanes
{
    /// <summary>Lanes of a group.</summary>
    public const int Count = SummingLoop.Lanes;

    /// <summary>Columns whose sum is one term of the whole.</summary>
    public const int Segment = SummingLoop.Segment;

    /// <summary>Where the segment ends.</summary>
    public static int End(int start, int columns) => columns - start < Segment ? columns : start + Segment;

    /// <summary>The sum of all lanes.</summary>
    public static float Sum(ArrayView<float> shared, float lane) => Tree<float, Plus>(shared, lane);

    /// <inheritdoc cref="Sum(ArrayView{float}, float)"/>
    public static double Sum(ArrayView<double> shared, double lane) => Tree<double, Plus>(shared, lane);

    /// <summary>The largest of all lanes.</summary>
    public static float Max(ArrayView<float> shared, float lane) => Add(Tree<float, Larger>(shared, lane), 0f);

    /// <inheritdoc cref="Max(ArrayView{float}, float)"/>
    public static double Max(ArrayView<double> shared, double lane) => Add(Tree<double, Larger>(shared, lane), 0.0);

    /// <summary>The smallest of all lanes.</summary>
    public static float Min(ArrayView<float> shared, float lane) => Add(Tree<float, Smaller>(shared, lane), 0f);

    /// <inheritdoc cref="Min(ArrayView{float}, float)"/>
    public static double Min(ArrayView<double> shared, double lane) => Add(Tree<double, Smaller>(shared, lane), 0.0);

    /// <summary>The larger of two; NaN if either is.</summary>
    public static float Max(float a, float b) => Larger.Of(a, b);

    /// <inheritdoc cref="Max(float, float)"/>
    public static double Max(double a, double b) => Larger.Of(a, b);

    /// <summary>The smaller of two; NaN if either is.</summary>
    public static float Min(float a, float b) => Smaller.Of(a, b);

    /// <inheritdoc cref="Min(float, float)"/>
    public static double Min(double a, double b) => Smaller.Of(a, b);

    /// <summary>Every lane meets every barrier; after the last the memory is free again.</summary>
    static T Tree<T, TJoin>(ArrayView<T> shared, T lane) where T : unmanaged where TJoin : struct, IJoin<T>
    {
        shared[Group.IdxX] = lane;
        Group.Barrier();
        for (var half = Count / 2; half > 0; half >>= 1)
        {
            if (Group.IdxX < half) shared[Group.IdxX] = TJoin.Of(shared[Group.IdxX], shared[Group.IdxX + half]);
            Group.Barrier();
        }
        var all = shared[0];
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
