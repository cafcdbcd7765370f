// Judges one output of a sweep against the reference, eight doubles at a time; eights that hold a defect, and
// blocks with infinities or NaN among the inputs, go one by one: rare.
using System.Numerics;
using System.Runtime.Intrinsics;
using Kernels.Ir;
using Kernels.Verification;

namespace Kernels.Proof;

using Lanes = Vector512<double>;

/// <param name="exactly">The float nearest to the truth at an input, in arbitrary precision;
/// null where there is none.</param>
internal sealed class Measure(bool isValue, RootWindows? windows, Func<float, float?> exactly)
{
    const double LeastNormal = 1.1754943508222875e-38,
        LargestPower = 1.7014118346046923e38, Overflow = 2 * LargestPower;

    /// <summary>A bit for each lane.</summary>
    const ulong All = (1 << 8) - 1;

    /// <summary>Outside this distance from a root the sign must be right.</summary>
    const double SignMatters = 1.0 / (1 << 20);

    /// <summary>The reference is no better than this many ULP, and an error below says nothing.</summary>
    const double Certain = 1.0 / (1 << 20);

    /// <summary>More ULP than this is looked at one by one: a 0 for a normal number is 2²³ and more away.</summary>
    const double Large = 1 << 22;

    Tally ones = new();
    long points, correctlyRounded;
    WorstCase highest = new(Certain, uint.MaxValue), subnormal = new(Certain, uint.MaxValue), nearRoot;

    public Tally Tally => ones + new Tally
    {
        Points = points, CorrectlyRounded = correctlyRounded, Highest = Sure(highest),
        Subnormal = Sure(subnormal), NearRoot = nearRoot,
    };

    static WorstCase Sure(WorstCase peak) => peak.Error > Certain ? peak : default;

    public void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> actual, ReadOnlySpan<double> truth)
    {
        // a gradient at NaN is the definition's own affair
        if (!isValue && float.IsNaN(x[0]) && float.IsNaN(x[^1])) return;
        var whole = float.IsFinite(x[0]) && float.IsFinite(x[^1]) ? x.Length - x.Length % Lanes.Count : 0;
        Eights(x[..whole], actual[..whole], truth[..whole], windows?.Touches(x[0], x[^1]) == true);
        Ones(x[whole..], actual[whole..], truth[whole..]);
    }

    void Ones(ReadOnlySpan<float> x, ReadOnlySpan<float> actual, ReadOnlySpan<double> truth)
    {
        for (var k = 0; k < x.Length; k++) ones += One(x[k], actual[k], truth[k]);
    }

    Tally One(float x, float actual, double truth)
    {
        if (!float.IsFinite(x))
            return new()
            {
                WrongNaN = Mismatches.If(float.IsNaN(x) && isValue && double.IsNaN(truth) && !float.IsNaN(actual), x)
            };
        if (double.IsNaN(truth)) return new() { WrongNaN = Mismatches.If(isValue && !float.IsNaN(actual), x) };
        var (bits, error, distance) = (BitConverter.SingleToUInt32Bits(x), Ulp.Error(actual, truth),
            windows?.Distance(x) ?? double.PositiveInfinity);
        var isNearRoot = distance <= UlpMeasure.RootWindow;
        var isSubnormal = Math.Abs(truth) < LeastNormal;
        return new()
        {
            Points = 1,
            CorrectlyRounded = actual
                == (IsNearTie(Vector512.Create(error)) != 0 && exactly(x) is { } nearest ? nearest : (float)truth)
                ? 1
                : 0,
            Highest = isNearRoot ? default : Sure(new(error, bits)),
            Subnormal = isSubnormal && !isNearRoot ? Sure(new(error, bits)) : default,
            NearRoot = isNearRoot ? new(Math.Abs(actual - truth) / windows!.Scale, bits) : default,
            Zeros = Mismatches.If(actual == 0 && !isSubnormal && !isNearRoot, x),
            WrongNaN = Mismatches.If(float.IsNaN(actual), x),
            WrongSigns = Mismatches.If(truth != 0 && (isValue || actual != 0) && distance > SignMatters
                && float.IsNegative(actual) != double.IsNegative(truth), x),
        };
    }

    /// <summary>
    /// Eight by eight. Nearly all are numbers of the right sign, not far from the truth and not near a tie: they are
    /// counted, and the highest error is kept. The eights that hold anything else are taken apart.
    /// </summary>
    void Eights(ReadOnlySpan<float> x, ReadOnlySpan<float> actual, ReadOnlySpan<double> truth, bool touches)
    {
        for (var k = 0; k < x.Length; k += Lanes.Count)
        {
            var t = Vector512.LoadUnsafe(in truth[k]);
            var narrow = Vector256.LoadUnsafe(in actual[k]);
            var a = Widen(narrow);
            var power = Power(t);
            var error = Vector512.Abs(Place(a) - Place(t)) * PerUnit(power);
            var ties = IsNearTie(error);
            if (touches) error = Vector512.AndNot(error, Near(x[k..], a - t));
            var isOpposite = ~Vector512.Equals(t, Lanes.Zero) & (a ^ t);
            if (!isValue) isOpposite &= ~Vector512.Equals(a, Lanes.Zero);
            var isSmall = Vector512.LessThanOrEqual(error, Vector512.Create(Large))
                & Vector512.Equals(a, a) & Vector512.Equals(t, t);
            if ((isSmall.ExtractMostSignificantBits() ^ All | isOpposite.ExtractMostSignificantBits() | ties) != 0)
            {
                if (!AreNaN(t) || isValue && !AreNaN(a))
                    Ones(x.Slice(k, Lanes.Count), actual.Slice(k, Lanes.Count), truth.Slice(k, Lanes.Count));
                continue;
            }
            points += Lanes.Count;
            correctlyRounded += BitOperations.PopCount(
                Vector256.Equals(narrow, Vector256.Narrow(t.GetLower(), t.GetUpper())).ExtractMostSignificantBits());
            Raise(ref highest, error, x[k..]);
            var isTiny = Vector512.LessThan(power, Vector512.Create(LeastNormal));
            if (isTiny.ExtractMostSignificantBits() != 0) Raise(ref subnormal, error & isTiny, x[k..]);
        }
    }

    static void Raise(ref WorstCase peak, Lanes errors, ReadOnlySpan<float> x)
    {
        if (!Vector512.GreaterThanAny(errors, Vector512.Create(peak.Error))) return;
        for (var i = 0; i < Lanes.Count; i++)
            if (errors[i] > peak.Error) peak = new(errors[i], BitConverter.SingleToUInt32Bits(x[i]));
    }

    /// <summary>Which of eight lie in a window around a root; the error there is kept as a part of the scale.</summary>
    Lanes Near(ReadOnlySpan<float> x, Lanes difference)
    {
        var isNear = Vector512.LessThanOrEqual(windows!.Distance(Widen(Vector256.LoadUnsafe(in x[0]))),
            Vector512.Create((double)UlpMeasure.RootWindow));
        var errors = Vector512.Abs(difference) / Vector512.Create(windows.Scale) & isNear;
        Raise(ref nearRoot, errors, x);
        return isNear;
    }

    /// <summary>
    /// Where the reference is too near the middle of two floats to say which is nearer: of a result that is one of the
    /// two, the error tells. The very middle it meets where it is exact, as of x + ½, and else as good as never.
    /// </summary>
    static ulong IsNearTie(Lanes error)
    {
        var off = Vector512.Abs(error - Vector512.Create(0.5));
        return Vector512.AndNot(Vector512.LessThan(off, Vector512.Create(Certain)), Vector512.Equals(off, Lanes.Zero))
            .ExtractMostSignificantBits();
    }

    static bool AreNaN(Lanes value) => !Vector512.EqualsAny(value, value);

    static Lanes Widen(Vector256<float> narrow)
    {
        var (low, high) = Vector256.Widen(narrow);
        return Vector512.Create(low, high);
    }

    /// <summary>What it makes of NaN is not used.</summary>
    static Lanes Place(Lanes value)
        => Vector512.ClampNative(value, Vector512.Create(-Overflow), Vector512.Create(Overflow));

    /// <summary>The power of two at or below |value|, by its exponent alone.</summary>
    static Lanes Power(Lanes value) => (value.AsInt64() & Vector512.Create(0x7FF0000000000000)).AsDouble();

    /// <summary>
    /// 1 over the unit in the last place where the truth has that power of two: exponents are subtracted.
    /// </summary>
    static Lanes PerUnit(Lanes power)
        => (Vector512.Create(2 * 1023L + 23 << 52) - Vector512.ClampNative(power, Vector512.Create(LeastNormal),
            Vector512.Create(LargestPower)).AsInt64()).AsDouble();
}
