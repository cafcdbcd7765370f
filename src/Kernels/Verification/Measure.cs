// Judges one output of a sweep against the reference, eight doubles at a time; eights that hold a defect, and
// blocks with infinities or NaN among the inputs, go one by one: rare.
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Kernels.Verification;

using Lanes = Vector512<double>;

/// <param name="exactly">The float nearest to the truth at an input, in arbitrary precision; null where there is none.</param>
internal sealed class Measure(bool isValue, RootWindows? windows, Func<float, float?> exactly)
{
    const double LeastNormal = 1.17549435082228751e-38, Overflow = 3.4028236692093846e38;

    /// <summary>Outside this distance from a root the sign must be right.</summary>
    const double SignMatters = 1.0 / (1 << 20);

    /// <summary>The reference is no better than this many ULP, and an error below says nothing.</summary>
    const double Certain = 1.0 / (1 << 20);

    Tally ones = new();
    long points, correctlyRounded;
    Peak highest = new(Certain, uint.MaxValue), subnormal = new(Certain, uint.MaxValue), nearRoot;

    public Tally Tally => ones + new Tally
    {
        Points = points, CorrectlyRounded = correctlyRounded, Highest = Sure(highest), Subnormal = Sure(subnormal), NearRoot = nearRoot,
    };

    static Peak Sure(Peak peak) => peak.Error > Certain ? peak : default;

    public void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> actual, ReadOnlySpan<double> truth)
    {
        if (!isValue && float.IsNaN(x[0]) && float.IsNaN(x[^1])) return; // a gradient at NaN is the definition's own affair
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
        if (!float.IsFinite(x)) return new() { WrongNaN = Defects.If(float.IsNaN(x) && isValue && double.IsNaN(truth) && !float.IsNaN(actual), x) };
        if (double.IsNaN(truth)) return new() { WrongNaN = Defects.If(isValue && !float.IsNaN(actual), x) };
        var (bits, error, distance) = (BitConverter.SingleToUInt32Bits(x), Ulp.Error(actual, truth), windows?.Distance(x) ?? double.PositiveInfinity);
        var isNearRoot = distance <= UlpMeasure.RootWindow;
        var isSubnormal = Math.Abs(truth) < LeastNormal;
        return new()
        {
            Points = 1,
            CorrectlyRounded = actual == (IsNearTie(Vector512.Create(truth)) != 0 && exactly(x) is { } nearest ? nearest : (float)truth) ? 1 : 0,
            Highest = isNearRoot ? default : Sure(new(error, bits)),
            Subnormal = isSubnormal && !isNearRoot ? Sure(new(error, bits)) : default,
            NearRoot = isNearRoot ? new(Math.Abs(actual - truth) / windows!.Scale, bits) : default,
            Zeros = Defects.If(actual == 0 && !isSubnormal && !isNearRoot, x),
            WrongNaN = Defects.If(float.IsNaN(actual), x),
            WrongSigns = Defects.If(truth != 0 && (isValue || actual != 0) && distance > SignMatters && float.IsNegative(actual) != double.IsNegative(truth), x),
        };
    }

    /// <summary>Eight by eight; where there is a defect, the eight are taken apart.</summary>
    void Eights(ReadOnlySpan<float> x, ReadOnlySpan<float> actual, ReadOnlySpan<double> truth, bool touches)
    {
        for (var k = 0; k < x.Length; k += Lanes.Count)
        {
            var t = Vector512.Create(truth.Slice(k, Lanes.Count));
            var narrow = Vector256.Create(actual.Slice(k, Lanes.Count));
            var a = Widen(narrow);
            var nearest = Vector256.Narrow(t.GetLower(), t.GetUpper());
            var distance = touches ? windows!.Distance(Widen(Vector256.Create(x.Slice(k, Lanes.Count)))) : Far;
            var isNear = Vector512.LessThanOrEqual(distance, Vector512.Create((double)UlpMeasure.RootWindow));
            var (isNumber, isNaN) = (Vector512.Equals(t, t), ~Vector512.Equals(a, a));
            var isTiny = Vector512.LessThan(Vector512.Abs(t), Vector512.Create(LeastNormal));

            var placed = Place(t);
            var error = Vector512.AndNot(Vector512.Abs(Place(a) - placed) * PerUnit(placed), isNear);
            var isZero = Vector512.Equals(a, Lanes.Zero);
            var isSigned = isNumber & ~isNaN & ~Vector512.Equals(t, Lanes.Zero) & (isValue ? Lanes.AllBitsSet : ~isZero)
                & Vector512.GreaterThan(distance, Vector512.Create(SignMatters));
            var isDefect = isNumber & isZero & ~isTiny & ~isNear
                | (isValue ? isNaN ^ ~isNumber : isNaN & isNumber)
                | isSigned & Vector512.LessThan((a ^ t).AsInt64(), Vector512<long>.Zero).AsDouble();

            if (isDefect.ExtractMostSignificantBits() != 0)
            {
                Ones(x.Slice(k, Lanes.Count), actual.Slice(k, Lanes.Count), truth.Slice(k, Lanes.Count));
                continue;
            }
            Raise(ref highest, error & isNumber, x[k..]);
            Raise(ref subnormal, error & isNumber & isTiny, x[k..]);
            if (touches) Raise(ref nearRoot, Vector512.Abs(a - t) / Vector512.Create(windows!.Scale) & isNear & isNumber, x[k..]);
            points += BitOperations.PopCount(isNumber.ExtractMostSignificantBits());
            var isRight = Vector256.Equals(narrow, nearest).ExtractMostSignificantBits();
            for (var ties = (uint)IsNearTie(placed); ties != 0; ties &= ties - 1)
            {
                var i = BitOperations.TrailingZeroCount(ties);
                if (exactly(x[k + i]) is { } right) isRight = isRight & ~(1u << i) | (actual[k + i] == right ? 1u << i : 0);
            }
            correctlyRounded += BitOperations.PopCount(isRight);
        }
    }

    /// <summary>
    /// Where the reference is too near the middle of two floats to say which is nearer. The very middle it meets where it is exact, as of
    /// x + ½, and else as good as never.
    /// </summary>
    static ulong IsNearTie(Lanes truth)
    {
        var units = Vector512.Abs(truth * PerUnit(truth));
        var off = Vector512.Abs(units - Vector512.Floor(units) - Vector512.Create(0.5));
        return Vector512.AndNot(Vector512.LessThan(off, Vector512.Create(Certain)), Vector512.Equals(off, Lanes.Zero)).ExtractMostSignificantBits();
    }

    static void Raise(ref Peak peak, Lanes errors, ReadOnlySpan<float> x)
    {
        for (var higher = Higher(errors, peak); higher != 0; higher = Higher(errors, peak))
        {
            var first = BitOperations.TrailingZeroCount(higher);
            peak = new(errors[first], BitConverter.SingleToUInt32Bits(x[first]));
        }
    }

    static ulong Higher(Lanes errors, Peak peak) => Vector512.GreaterThan(errors, Vector512.Create(peak.Error)).ExtractMostSignificantBits();

    static Lanes Far => Vector512.Create(double.PositiveInfinity);

    static Lanes Widen(Vector256<float> narrow)
    {
        var (low, high) = Vector256.Widen(narrow);
        return Vector512.Create(low, high);
    }

    /// <summary>What it makes of NaN is not used.</summary>
    static Lanes Place(Lanes value) => Vector512.ClampNative(value, Vector512.Create(-Overflow), Vector512.Create(Overflow));

    /// <summary>1 over the unit in the last place, from the exponent.</summary>
    static Lanes PerUnit(Lanes truth)
    {
        var exponent = (truth.AsInt64() & Vector512.Create(0x7FF0000000000000)) >>> 52;
        exponent = Vector512.Min(Vector512.Max(exponent, Vector512.Create(1023L - 126)), Vector512.Create(1023L + 127));
        return (Vector512.Create(2 * 1023L + 23) - exponent << 52).AsDouble();
    }
}
