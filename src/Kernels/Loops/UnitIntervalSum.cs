// Sums of numbers from 0 to 1, such as exponentials shifted by the largest of their row, of which a few may outweigh
// all others: in the order of Sums, each addition would round the whole. So a lane adds four numbers as floats, and
// the sum of these is cut at 2⁻¹¹. What lies above is added without rounding, up to a segment of ones: a lane that
// starts at 6144 stays between 2¹² and 2¹³, where floats are 2⁻¹¹ apart. What lies below is at most 2⁻¹² each, and its
// sum rounds to nothing that counts.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

static class UnitIntervalSum
{
    /// <summary>Where lanes start.</summary>
    public const float Start = 6144;

    /// <summary>Numbers that a lane adds before it cuts.</summary>
    public const int Step = 4 * Sums.Lanes;

    /// <summary>The sum of a segment in two parts: the first exact, the second small.</summary>
    public static (float High, float Low) Of(ref readonly float origin, int count)
        => Vector512.IsHardwareAccelerated ? Of512(in origin, (nuint)count) : Of256(in origin, (nuint)count);

    static (float, float) Of512(ref readonly float origin, nuint count)
    {
        var (a, b, c, d) = (new Lanes512(), new Lanes512(), new Lanes512(), new Lanes512());
        nuint i = 0;
        for (; i + Step <= count; i += Step)
        {
            a.Add(Four512(in origin, i));
            b.Add(Four512(in origin, i + 16));
            c.Add(Four512(in origin, i + 32));
            d.Add(Four512(in origin, i + 48));
        }
        return i < count ? End(in origin, i, count, a, b, c, d) : Tree(a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Four512(ref readonly float origin, nuint i)
        => Vector512.LoadUnsafe(in origin, i) + Vector512.LoadUnsafe(in origin, i + Sums.Lanes)
            + Vector512.LoadUnsafe(in origin, i + 2 * Sums.Lanes) + Vector512.LoadUnsafe(in origin, i + 3 * Sums.Lanes);

    // Apart, because a masked load pins, and the loop above would keep its sums in memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static (float, float) End(
        ref readonly float origin, nuint i, nuint count, Lanes512 a, Lanes512 b, Lanes512 c, Lanes512 d)
    {
        var (x, y, z, w) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        for (; i + Sums.Lanes <= count; i += Sums.Lanes)
        {
            x += Vector512.LoadUnsafe(in origin, i);
            y += Vector512.LoadUnsafe(in origin, i + 16);
            z += Vector512.LoadUnsafe(in origin, i + 32);
            w += Vector512.LoadUnsafe(in origin, i + 48);
        }
        if (i < count)
        {
            var rest = (int)(count - i);
            x += Sums.Mask(rest).Load(in origin, i);
            y += Sums.Mask(rest - 16).Load(in origin, i + 16);
            z += Sums.Mask(rest - 32).Load(in origin, i + 32);
            w += Sums.Mask(rest - 48).Load(in origin, i + 48);
        }
        a.Add(x);
        b.Add(y);
        c.Add(z);
        d.Add(w);
        return Tree(a, b, c, d);
    }

    /// <summary>What lies above 2⁻¹¹ of each number, as terms of a sum.</summary>
    public readonly ref struct Highs(ref readonly float x) : Sums.ITerms
    {
        readonly ref readonly float x = ref x;

        public Vector512<float> Wide(nuint i) => Cut(Vector512.LoadUnsafe(in x, i));
        public Vector512<float> Wide(Masked512 lanes, nuint i) => Cut(lanes.Load(in x, i));
        public Vector256<float> Half(nuint i) => Cut(Vector256.LoadUnsafe(in x, i));
        public Vector256<float> Half(Masked256 lanes, nuint i) => Cut(lanes.Load(in x, i));
    }

    /// <summary>The rest of each number.</summary>
    public readonly ref struct Lows(ref readonly float x) : Sums.ITerms
    {
        readonly ref readonly float x = ref x;

        public Vector512<float> Wide(nuint i) => Rest(Vector512.LoadUnsafe(in x, i));
        public Vector512<float> Wide(Masked512 lanes, nuint i) => Rest(lanes.Load(in x, i));
        public Vector256<float> Half(nuint i) => Rest(Vector256.LoadUnsafe(in x, i));
        public Vector256<float> Half(Masked256 lanes, nuint i) => Rest(lanes.Load(in x, i));

        static Vector512<float> Rest(Vector512<float> x) => x - Cut(x);
        static Vector256<float> Rest(Vector256<float> x) => x - Cut(x);
    }

    static Vector256<float> Cut(Vector256<float> x) => (Vector256.Create(Start) + x) - Vector256.Create(Start);

    static Vector512<float> Cut(Vector512<float> x) => (Vector512.Create(Start) + x) - Vector512.Create(Start);

    struct Lanes512()
    {
        Vector512<float> lane = Vector512.Create(Start);

        public Vector512<float> Low { get; private set; } = Vector512<float>.Zero;

        public readonly Vector512<float> High => lane - Vector512.Create(Start);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector512<float> x)
        {
            var before = lane;
            lane = before + x;
            Low += x - (lane - before);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (float, float) Tree(Lanes512 a, Lanes512 b, Lanes512 c, Lanes512 d)
        => Tree((a.High + c.High) + (b.High + d.High), (a.Low + c.Low) + (b.Low + d.Low));

    static (float, float) Tree(Vector512<float> high, Vector512<float> low)
        => Tree(high.GetLower() + high.GetUpper(), low.GetLower() + low.GetUpper());

    // Eight of the 64 lanes at a time, for 16 registers do not hold all in two parts.
    [SkipLocalsInit]
    static (float, float) Of256(ref readonly float origin, nuint count)
    {
        // Of a short row only the first: the others hold 0, which is added to no effect.
        Span<Lanes256> lanes = (stackalloc Lanes256[Sums.Lanes / 8])[..(int)BitOperations.RoundUpToPowerOf2(
            (uint)nuint.Min((count + 7) / 8, Sums.Lanes / 8))];
        for (var k = 0; k < lanes.Length; k++) lanes[k] = Lanes(in origin, (nuint)(8 * k), count);
        for (var half = lanes.Length / 2; half > 0; half /= 2)
            for (var k = 0; k < half; k++)
                lanes[k] = new(lanes[k].High + lanes[k + half].High, lanes[k].Low + lanes[k + half].Low);
        return Tree(lanes[0].High, lanes[0].Low);
    }

    readonly record struct Lanes256(Vector256<float> High, Vector256<float> Low);

    static Lanes256 Lanes(ref readonly float origin, nuint i, nuint count)
    {
        var (lane, low) = (Vector256.Create(Start), Vector256<float>.Zero);
        for (; i + 3 * Sums.Lanes + 8 <= count; i += Step)
        {
            var four = Vector256.LoadUnsafe(in origin, i) + Vector256.LoadUnsafe(in origin, i + Sums.Lanes)
                + Vector256.LoadUnsafe(in origin, i + 2 * Sums.Lanes)
                + Vector256.LoadUnsafe(in origin, i + 3 * Sums.Lanes);
            Add(ref lane, ref low, four);
        }
        var rest = Vector256<float>.Zero;
        for (; i + 8 <= count; i += Sums.Lanes) rest += Vector256.LoadUnsafe(in origin, i);
        if (i < count) rest +=
            Padded(MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in origin), i), (int)(count - i)));
        Add(ref lane, ref low, rest);
        return new(lane - Vector256.Create(Start), low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(ref Vector256<float> lane, ref Vector256<float> low, Vector256<float> x)
    {
        var before = lane;
        lane = before + x;
        low += x - (lane - before);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Vector256<float> Padded(ReadOnlySpan<float> rest)
    {
        Span<float> eight = [0, 0, 0, 0, 0, 0, 0, 0];
        rest.CopyTo(eight);
        return Vector256.Create<float>(eight);
    }

    // The tree of Sums, for both parts side by side.
    static (float, float) Tree(Vector256<float> high, Vector256<float> low)
    {
        var four = Vector256.Create(high.GetLower() + high.GetUpper(), low.GetLower() + low.GetUpper());
        var two = four + Vector256.Shuffle(four, Vector256.Create(2, 3, 2, 3, 6, 7, 6, 7));
        return (two[0] + two[1], two[4] + two[5]);
    }
}
