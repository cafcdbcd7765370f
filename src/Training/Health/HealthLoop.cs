// What is counted of a layer's gradients: a segment of 2,048 elements at a time, which the first cache still holds from
// Backward. Sums are made in floats, in 16 lanes that are added as a tree, and the sums of segments in doubles: one
// order on every instruction set. A segment whose squares overflow, vanish or are not finite is looked at once more,
// element by element in doubles, so that the ordinary ones need not ask.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Kernels.Loops;

namespace Kernels.Training;

/// <summary>What is added up over a segment.</summary>
struct SegmentHealth
{
    public double Sum, Squares, GradientSquares, ArrivingSquares;
    public float Largest, LargestGradient;
    public long Silent, Stopped, Saturated, NonFinite, NonFiniteGradients;
}

static class HealthLoop
{
    public const int Segment = 2048;

    const int Lanes = 16, Sums = 4, Extremes = 4;

    /// <summary>Below this sum, squares that count may have vanished; at it, none has.</summary>
    const float LeastSquares = 7.88860905e-31f;

    /// <param name="bound">An element is saturated where |dx| is below so many times |dy|.</param>
    [SkipLocalsInit]
    public static SegmentHealth Of(
        Isa isa, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> dx, float bound)
    {
        Span<float> lanes = stackalloc float[Lanes * Sums];
        lanes.Clear();
        var health = new SegmentHealth();
        var whole = isa == Isa.Scalar ? 0 : x.Length / Lanes * Lanes;
        if (isa == Isa.Avx512)
            Vectors<Floats512, Vector512<float>, Vector512<float>, Vector512<int>>(
                x, dy, dx, whole, bound, lanes, ref health);
        else if (isa == Isa.Avx2)
            Vectors<Floats256, Vector256<float>, Vector256<float>, Vector256<int>>(
                x, dy, dx, whole, bound, lanes, ref health);
        else if (isa == Isa.Vector128)
            // The loop takes its sixteen lanes in one vector or in two.
            Vectors<TwoVectors<Floats128, Vector128<float>, Vector128<float>, Vector128<int>>,
                Two<Vector128<float>>, Two<Vector128<float>>, Two<Vector128<int>>>(
                x, dy, dx, whole, bound, lanes, ref health);
        for (var i = whole; i < x.Length; i++) Element(x[i], dy[i], dx[i], bound, lanes[(i % Lanes)..], ref health);
        float Total(ref float first)
            => Loops.Sums.Tree(Vector256.LoadUnsafe(ref first) + Vector256.LoadUnsafe(ref first, 8));
        var (sum, squares) = (Total(ref lanes[0]), Total(ref lanes[Lanes]));
        var (gradients, arriving) = (Total(ref lanes[2 * Lanes]), Total(ref lanes[3 * Lanes]));
        if (!(IsExact(squares, health.Largest) && IsExact(gradients, health.LargestGradient)
            && arriving is 0 or (>= LeastSquares and < float.PositiveInfinity) && float.IsFinite(sum)))
            return InDoubles(x, dy, dx, bound);
        (health.Sum, health.Squares) = (sum, squares);
        (health.GradientSquares, health.ArrivingSquares) = (gradients, arriving);
        return health;
    }

    /// <summary>Adds 1 to the count of each unit whose gradient is not 0. NaN is not 0.</summary>
    public static void CountPassed(ReadOnlySpan<float> gradients, Span<int> passed)
    {
        var i = 0;
        for (; i + 8 <= gradients.Length; i += 8)
        {
            var stopped = Vector256.Equals(Vector256.Create(gradients[i..]), Vector256<float>.Zero).AsInt32();
            (Vector256.Create<int>(passed[i..]) + (Vector256<int>.One + stopped)).CopyTo(passed[i..]);
        }
        for (; i < gradients.Length; i++)
            if (gradients[i] != 0) passed[i]++;
    }

    static bool IsExact(float squares, float largest)
        => squares is >= LeastSquares and < float.PositiveInfinity || largest == 0 && squares == 0;

    static void Element(
        float x, float dy, float dx, float bound, Span<float> lanes, ref SegmentHealth health)
    {
        lanes[0] += x;
        lanes[Lanes] = MathF.FusedMultiplyAdd(x, x, lanes[Lanes]);
        lanes[2 * Lanes] = MathF.FusedMultiplyAdd(dx, dx, lanes[2 * Lanes]);
        lanes[3 * Lanes] = MathF.FusedMultiplyAdd(dy, dy, lanes[3 * Lanes]);
        Count(x, dy, dx, bound, ref health);
    }

    static void Count(float x, float dy, float dx, float bound, ref SegmentHealth health)
    {
        if (MathF.Abs(x) > health.Largest) health.Largest = MathF.Abs(x);
        if (MathF.Abs(dx) > health.LargestGradient) health.LargestGradient = MathF.Abs(dx);
        if (dy == 0) health.Silent++;
        if (dx == 0 && dy != 0) health.Stopped++;
        if (MathF.Abs(dx) < bound * MathF.Abs(dy)) health.Saturated++;
    }

    /// <summary>The same with what is not finite left out of sums and extremes, and counted.</summary>
    static SegmentHealth InDoubles(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> dx, float bound)
    {
        var health = new SegmentHealth();
        for (var i = 0; i < x.Length; i++)
        {
            var (input, arriving, gradient) = (Finite(x[i]), Finite(dy[i]), Finite(dx[i]));
            if (float.IsFinite(dx[i])) Count((float)input, dy[i], dx[i], bound, ref health);
            else
            {
                health.NonFiniteGradients++;
                health.Largest = Math.Max(health.Largest, MathF.Abs((float)input));
                if (dy[i] == 0) health.Silent++;
            }
            if (!float.IsFinite(x[i])) health.NonFinite++;
            health.Sum += input;
            health.Squares += input * input;
            health.GradientSquares += gradient * gradient;
            health.ArrivingSquares += arriving * arriving;
        }
        return health;
    }

    static double Finite(float value) => float.IsFinite(value) ? value : 0;

    static void Vectors<TLanes, TVector, TMask, TBits>(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> dx, int count, float bound,
        Span<float> lanes, ref SegmentHealth health)
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        ref var inputs = ref MemoryMarshal.GetReference(x);
        ref var arriving = ref MemoryMarshal.GetReference(dy);
        ref var gradients = ref MemoryMarshal.GetReference(dx);
        AddSums<TLanes, TVector, TMask, TBits>(in inputs, in arriving, in gradients, (nuint)count, ref lanes[0]);
        Span<float> found = stackalloc float[Lanes * Extremes];
        found[..(3 * Lanes)].Clear();
        found[(3 * Lanes)..].Fill(float.MaxValue);
        AddExtremes<TLanes, TVector, TMask, TBits>(
            in inputs, in arriving, in gradients, (nuint)count, bound, ref found[0]);
        health.Largest = Largest(found[..Lanes]);
        health.LargestGradient = Largest(found.Slice(Lanes, Lanes));
        health.Saturated = Total(found.Slice(2 * Lanes, Lanes));
        if (!found[(3 * Lanes)..].Contains(0)) return;
        // Few segments of a smooth activation have a zero: only then are zeros counted.
        found.Clear();
        AddZeros<TLanes, TVector, TMask, TBits>(in arriving, in gradients, (nuint)count, ref found[0]);
        health.Silent = Total(found.Slice(Lanes, Lanes));
        // Where dy is 0 dx is too, unless a value is not finite: then the segment is looked at once more.
        health.Stopped = Total(found[..Lanes]) - health.Silent;
    }

    // Locals, and two loops of which each has room in sixteen registers: the JIT would keep the fields of a structure
    // in memory, which takes four times as long.

    /// <summary>The sums of the first <paramref name="count"/> elements, a multiple of 16, by lane.</summary>
    static void AddSums<TLanes, TVector, TMask, TBits>(
        ref readonly float x, ref readonly float dy, ref readonly float dx, nuint count, ref float lanes)
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        var (sum, squares, gradients, arriving) = (TLanes.Of(0f), TLanes.Of(0f), TLanes.Of(0f), TLanes.Of(0f));
        var (sum2, squares2, gradients2, arriving2) = (sum, squares, gradients, arriving);
        for (nuint i = 0; i < count; i += Lanes)
        {
            var (input, upstream, gradient) = (
                TLanes.Load(in x, i), TLanes.Load(in dy, i), TLanes.Load(in dx, i));
            sum = TLanes.Add(sum, input);
            squares = TLanes.MultiplyAdd(input, input, squares);
            gradients = TLanes.MultiplyAdd(gradient, gradient, gradients);
            arriving = TLanes.MultiplyAdd(upstream, upstream, arriving);
            if (TLanes.Count == Lanes) continue;
            var next = i + (nuint)TLanes.Count;
            (input, upstream, gradient) = (TLanes.Load(in x, next), TLanes.Load(in dy, next), TLanes.Load(in dx, next));
            sum2 = TLanes.Add(sum2, input);
            squares2 = TLanes.MultiplyAdd(input, input, squares2);
            gradients2 = TLanes.MultiplyAdd(gradient, gradient, gradients2);
            arriving2 = TLanes.MultiplyAdd(upstream, upstream, arriving2);
        }
        TLanes.Store(sum, ref lanes, 0);
        TLanes.Store(squares, ref lanes, Lanes);
        TLanes.Store(gradients, ref lanes, 2 * Lanes);
        TLanes.Store(arriving, ref lanes, 3 * Lanes);
        if (TLanes.Count == Lanes) return;
        var half = (nuint)TLanes.Count;
        TLanes.Store(sum2, ref lanes, half);
        TLanes.Store(squares2, ref lanes, Lanes + half);
        TLanes.Store(gradients2, ref lanes, 2 * Lanes + half);
        TLanes.Store(arriving2, ref lanes, 3 * Lanes + half);
    }

    /// <summary>What has no order: extremes, and how many slopes are small.</summary>
    static void AddExtremes<TLanes, TVector, TMask, TBits>(
        ref readonly float x, ref readonly float dy, ref readonly float dx, nuint count, float bound,
        ref float lanes)
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        var (zero, one, bounds) = (TLanes.Of(0f), TLanes.FromBits(TLanes.OfBits(1)), TLanes.Of(bound));
        var (largest, largestGradient, saturated) = (zero, zero, TLanes.OfBits(0));
        var (smallest, smallestArriving) = (TLanes.Of(float.MaxValue), TLanes.Of(float.MaxValue));
        for (nuint i = 0; i < count; i += (nuint)TLanes.Count)
        {
            var (size, upstream) = (TLanes.Abs(TLanes.Load(in dx, i)), TLanes.Abs(TLanes.Load(in dy, i)));
            largest = TLanes.Max(TLanes.Abs(TLanes.Load(in x, i)), largest);
            largestGradient = TLanes.Max(size, largestGradient);
            smallest = TLanes.Min(size, smallest);
            smallestArriving = TLanes.Min(upstream, smallestArriving);
            var least = TLanes.Multiply(bounds, upstream);
            saturated = TLanes.AddBits(saturated, TLanes.Bits(TLanes.SelectIfLess(size, least, one, zero)));
        }
        // Stored, and looked at elsewhere: over a call the JIT would keep them in memory, in the loop too.
        TLanes.Store(largest, ref lanes, 0);
        TLanes.Store(largestGradient, ref lanes, Lanes);
        TLanes.Store(TLanes.FromBits(saturated), ref lanes, 2 * Lanes);
        TLanes.Store(TLanes.Min(smallest, smallestArriving), ref lanes, 3 * Lanes);
    }

    /// <summary>How many gradients are 0, and how many that arrive.</summary>
    static void AddZeros<TLanes, TVector, TMask, TBits>(
        ref readonly float dy, ref readonly float dx, nuint count, ref float lanes)
        where TLanes : struct, ILanes<TVector, TMask, TBits>
    {
        var (zero, one) = (TLanes.Of(0f), TLanes.FromBits(TLanes.OfBits(1)));
        var (zeros, silent) = (TLanes.OfBits(0), TLanes.OfBits(0));
        for (nuint i = 0; i < count; i += (nuint)TLanes.Count)
        {
            zeros = TLanes.AddBits(zeros,
                TLanes.Bits(TLanes.SelectIfEqual(TLanes.Load(in dx, i), zero, one, zero)));
            silent = TLanes.AddBits(silent,
                TLanes.Bits(TLanes.SelectIfEqual(TLanes.Load(in dy, i), zero, one, zero)));
        }
        TLanes.Store(TLanes.FromBits(zeros), ref lanes, 0);
        TLanes.Store(TLanes.FromBits(silent), ref lanes, Lanes);
    }

    static float Largest(ReadOnlySpan<float> lanes)
    {
        var largest = 0f;
        foreach (var lane in lanes) largest = Math.Max(largest, lane);
        return largest;
    }

    static int Total(ReadOnlySpan<float> counts)
    {
        var total = 0;
        foreach (var count in MemoryMarshal.Cast<float, int>(counts)) total += count;
        return total;
    }
}
