// Exact sums and products in two doubles (Knuth, Dekker), and rounding to odd: of what does not fit the last bit is
// set, so that a second rounding to fewer bits is right.
namespace Kernels.Analysis;

internal static class ErrorFreeTransforms
{
    public static (double Sum, double Lost) TwoSum(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return (sum, a - (sum - part) + (b - part));
    }

    /// <summary>What the product lost by rounding.</summary>
    public static double Lost(double a, double b, double product)
    {
        var ((aHigh, aLow), (bHigh, bLow)) = (Split(a), Split(b));
        return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
    }

    /// <summary>a + b, rounded to odd.</summary>
    public static double Sum(double a, double b)
    {
        var (sum, lost) = TwoSum(a, b);
        if (lost == 0 || double.IsNaN(lost) || sum == 0) return sum;
        var bits = BitConverter.DoubleToInt64Bits(sum);
        if ((bits & 1) != 0) return sum;
        // Towards what was lost.
        return BitConverter.Int64BitsToDouble(lost > 0 == sum > 0 ? bits + 1 : bits - 1);
    }

    static (double High, double Low) Split(double a)
    {
        var c = 134217729 * a; // 2²⁷ + 1
        var high = c - (c - a);
        return (high, a - high);
    }
}
