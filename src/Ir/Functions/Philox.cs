// Philox 4x32-10 (Salmon, Moraes, Dror, Shaw 2011): a bijection of 128-bit counters for each key, whose outputs
// pass for random numbers. No state: the number of an element is a function of the seed and the element's position,
// so every device, thread and pass has it for itself. Counter: the position in the low words. Key: the seed in the
// low word. Result: the first word.
namespace Kernels.Ir;

internal static class Philox
{
    public const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
    public const int Rounds = 10;

    /// <summary>Bits of a number in (0, 1): as many as a float has, so that it is the same in every lane.</summary>
    public const int Bits = 24;

    /// <summary>
    /// The last of them is always 1: an odd multiple of 2⁻²⁴ is neither 0 nor 1,
    /// lies as far from both on average, and has a logarithm.
    /// </summary>
    public const uint Odd = 1;

    public static (uint, uint, uint, uint) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (product0, product1) = ((ulong)Multiplier0 * c0, (ulong)Multiplier1 * c2);
            (c0, c1, c2, c3) =
                ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            unchecked
            {
                k0 += Weyl0;
                k1 += Weyl1;
            }
        }
        return (c0, c1, c2, c3);
    }

    public static uint Word(uint seed, long position)
        => Block((uint)(position & 0xFFFFFFFF), (uint)(position >> 32 & 0xFFFFFFFF), 0, 0, seed, 0).Item1;

    /// <summary>A seed and a position as one number, as definitions have them: seed + 2³²·position.</summary>
    public static double Placed(double seed, long position) => seed + position * 4294967296.0;

    /// <summary>The number in (0, 1) of a placed seed.</summary>
    public static double Uniform(double placed)
    {
        var position = Math.Floor(placed / 4294967296.0);
        return (Word((uint)(placed - position * 4294967296.0), (long)position) >> (32 - Bits) | Odd)
            * (1.0 / (1 << Bits));
    }

    /// <summary>
    /// The third word of the counter for weights, which definitions leave 0: a seed shared with one of them
    /// gives other numbers.
    /// </summary>
    const uint Weights = 1;

    /// <summary>
    /// A number in (0, 1) of two words: an odd multiple of 2⁻⁵³, so that it is neither 0 nor 1,
    /// and its difference from 1 is exact.
    /// </summary>
    public static double LongUniform(ulong seed, long position)
    {
        var (low, high) = (unchecked((uint)position), unchecked((uint)((ulong)position >> 32)));
        var (first, second, _, _) = Block(low, high, Weights, 0, unchecked((uint)seed), (uint)(seed >> 32));
        return (((ulong)first << 32 | second) >> 11 | Odd) * (1.0 / (1L << 53));
    }
}
