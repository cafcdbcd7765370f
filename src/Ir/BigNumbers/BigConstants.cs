// Logarithm of two and π as fixed-point numbers, by Machin-like sums of 1/(n·qⁿ),
// kept for each width that was asked for.
using System.Collections.Concurrent;
using System.Numerics;

namespace Kernels.Ir;

internal static class BigConstants
{
    const int Guard = 16;
    static readonly ConcurrentDictionary<int, BigInteger> ln2 = [], pi = [];

    public static BigInteger Ln2(int bits) => ln2.GetOrAdd(bits, static bits =>
        (18 * Inverse(26, bits, 1) - 2 * Inverse(4801, bits, 1) + 8 * Inverse(8749, bits, 1)) >> Guard);

    public static BigInteger Pi(int bits) => pi.GetOrAdd(bits, static bits =>
        (16 * Inverse(5, bits, -1) - 4 * Inverse(239, bits, -1)) >> Guard);

    public static BigFloat Ln2Float(int precision)
        => BigFloat.FromFixed(Ln2(precision + Guard), precision + Guard, precision);
    public static BigFloat PiFloat(int precision)
        => BigFloat.FromFixed(Pi(precision + Guard), precision + Guard, precision);

    /// <summary>artanh(1/q), or arctan(1/q) where the signs alternate.</summary>
    static BigInteger Inverse(int q, int bits, int sign)
    {
        var power = (BigInteger.One << (bits + Guard)) / q;
        var sum = power;
        for (var n = 3; !power.IsZero; n += 2)
        {
            power = sign * power / (q * q);
            sum += power / n;
        }
        return sum;
    }
}
