// Judges one output of a sweep against the reference, block by block. The plain case goes eight doubles at a time; blocks
// with NaN, infinities or a root of the derivative, and those that hold a new worst error, go one by one: rare.
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Kernels.Verification;

using Lanes = Vector512<double>;

internal sealed class Measure(bool isValue, RootWindows? windows)
{
    const double LeastNormal = 1.17549435082228751e-38, Overflow = 3.4028236692093846e38;

    /// <summary>Outside this distance from a root the sign must be right.</summary>
    const double SignMatters = 1.0 / (1 << 20);

    public Tally Tally { get; private set; } = new();

    public void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> actual, ReadOnlySpan<double> truth)
    {
        if (!isValue && float.IsNaN(x[0]) && float.IsNaN(x[^1])) return; // a gradient at NaN is the definition's own affair
        var isPlain = x.Length % Lanes.Count == 0 && float.IsFinite(x[0]) && float.IsFinite(x[^1]) && windows?.Touches(x[0], x[^1]) != true;
        if (isPlain && Plain(x, actual, truth) is { } tally) Tally += tally;
        else
            for (var k = 0; k < x.Length; k++) Tally += One(x[k], actual[k], truth[k]);
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
            CorrectlyRounded = actual == (float)truth ? 1 : 0,
            Highest = isNearRoot ? default : new(error, bits),
            Subnormal = isSubnormal && !isNearRoot ? new(error, bits) : default,
            NearRoot = isNearRoot ? new(Math.Abs(actual - truth) / windows!.Scale, bits) : default,
            Zeros = Defects.If(actual == 0 && !isSubnormal && !isNearRoot, x),
            WrongNaN = Defects.If(float.IsNaN(actual), x),
            WrongSigns = Defects.If(truth != 0 && (isValue || actual != 0) && distance > SignMatters && float.IsNegative(actual) != double.IsNegative(truth), x),
        };
    }

    /// <summary>The block's tally; null if it has a defect or a new peak, whose place is to be found.</summary>
    Tally? Plain(ReadOnlySpan<float> x, ReadOnlySpan<float> actual, ReadOnlySpan<double> truth)
    {
        var (highest, subnormal, defects) = (Lanes.Zero, Lanes.Zero, Lanes.Zero);
        var (points, right) = (0, 0);
        for (var k = 0; k < x.Length; k += Lanes.Count)
        {
            var t = Vector512.Create(truth.Slice(k, Lanes.Count));
            var narrow = Vector256.Create(actual.Slice(k, Lanes.Count));
            var (low, high) = Vector256.Widen(narrow);
            var a = Vector512.Create(low, high);
            var nearest = Vector256.Narrow(t.GetLower(), t.GetUpper());
            var (placed, magnitude) = (Place(t), Vector512.Abs(t));
            var isNumber = Vector512.Equals(t, t);
            var isNaN = ~Vector512.Equals(a, a);
            var isTiny = Vector512.LessThan(magnitude, Vector512.Create(LeastNormal));

            var error = Vector512.ConditionalSelect(isNumber & ~isNaN, Vector512.Abs(Place(a) - placed) * PerUnit(placed), Lanes.Zero);
            highest = Vector512.Max(highest, error);
            subnormal = Vector512.Max(subnormal, error & isTiny);
            points += BitOperations.PopCount(isNumber.ExtractMostSignificantBits());
            right += BitOperations.PopCount(Vector256.Equals(narrow, nearest).ExtractMostSignificantBits());

            var isZero = Vector512.Equals(a, Lanes.Zero);
            var isSigned = isNumber & ~isNaN & ~Vector512.Equals(t, Lanes.Zero) & (isValue ? Lanes.AllBitsSet : ~isZero);
            defects |= isNumber & isZero & ~isTiny
                | (isValue ? isNaN ^ ~isNumber : isNaN & isNumber)
                | isSigned & Vector512.LessThan((a ^ t).AsInt64(), Vector512<long>.Zero).AsDouble();
        }
        var (top, topSubnormal) = (Largest(highest), Largest(subnormal));
        var isNews = top > Tally.Highest.Error || topSubnormal > Tally.Subnormal.Error || defects.ExtractMostSignificantBits() != 0;
        return isNews ? null : new() { Points = points, CorrectlyRounded = right };
    }

    static Lanes Place(Lanes value) => Vector512.Min(Vector512.Max(value, Vector512.Create(-Overflow)), Vector512.Create(Overflow));

    /// <summary>1 over the unit in the last place, from the exponent.</summary>
    static Lanes PerUnit(Lanes truth)
    {
        var exponent = (truth.AsInt64() & Vector512.Create(0x7FF0000000000000)) >>> 52;
        exponent = Vector512.Min(Vector512.Max(exponent, Vector512.Create(1023L - 126)), Vector512.Create(1023L + 127));
        return (Vector512.Create(2 * 1023L + 23) - exponent << 52).AsDouble();
    }

    static double Largest(Lanes values)
    {
        var largest = 0.0;
        for (var i = 0; i < Lanes.Count; i++) largest = Math.Max(largest, values[i]);
        return largest;
    }
}
