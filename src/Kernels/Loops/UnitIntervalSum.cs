// Sums of numbers from 0 to 1, such as exponentials shifted by the largest of their row, of which a few may outweigh
// all others: in the order of Sums, each addition would round the whole. So a lane adds four numbers as floats, and
// the sum of these is cut at 2⁻¹¹. What lies above is added without rounding, up to a segment of ones: a lane that
// starts at 6144 stays between 2¹² and 2¹³, where floats are 2⁻¹¹ apart. What lies below is at most 2⁻¹² each, and its
// sum rounds to nothing that counts.
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

static class UnitIntervalSum
{
    /// <summary>Where lanes start.</summary>
    public const float Start = 6144;

    /// <summary>Numbers that a lane adds before it cuts.</summary>
    public const int Step = 4 * Sums.Lanes;

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
}
