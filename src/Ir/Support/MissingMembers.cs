// What netstandard2.0 lacks of the number types: so that files shared with the runtime read the same in both.
#if NETSTANDARD2_0
using System.Numerics;
using System.Runtime.InteropServices;

namespace Kernels.Support;

internal static class MissingMembers
{
    extension(double)
    {
        public static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
        public static bool IsNegative(double value) => BitConverter.DoubleToInt64Bits(value) < 0;
    }

    extension(float)
    {
        public static bool IsFinite(float value) => !float.IsNaN(value) && !float.IsInfinity(value);
    }

    extension(BitConverter)
    {
        public static int SingleToInt32Bits(float value) => new Word { Single = value }.Bits;
        public static float Int32BitsToSingle(int bits) => new Word { Bits = bits }.Single;
        public static uint SingleToUInt32Bits(float value) => (uint)new Word { Single = value }.Bits;
    }

    extension(Math)
    {
        public static double Log2(double value) => Math.Log(value, 2);

        public static double Clamp(double value, double low, double high)
            => value < low ? low : value > high ? high : value;

        public static int Clamp(int value, int low, int high) => value < low ? low : value > high ? high : value;

        /// <summary>The exponent of a finite number other than 0.</summary>
        public static int ILogB(double value)
        {
            var biased = (int)(BitConverter.DoubleToInt64Bits(value) >> 52) & 0x7FF;
            return biased > 0 ? biased - 1023 : ILogB(value * (1L << 54)) - 54;
        }

        /// <summary>value·2ⁿ, rounded once: each step but the last stays among normal numbers.</summary>
        public static double ScaleB(double value, int n)
        {
            const double Up = 8.98846567431158e307, Down = 2.0041683600089728e-292; // 2¹⁰²³ and 2⁻⁹⁶⁹
            for (var i = 0; i < 3 && n > 1023; i++, n -= 1023) value *= Up;
            for (var i = 0; i < 3 && n < -1022; i++, n += 969) value *= Down;
            return value * BitConverter.Int64BitsToDouble((Math.Max(-1022, Math.Min(1023, n)) + 1023L) << 52);
        }
    }

    extension(BigInteger value)
    {
        /// <summary>Of a number that is not negative.</summary>
        public long GetBitLength()
        {
            var bytes = value.ToByteArray();
            var last = bytes.Length - 1;
            if (bytes[last] == 0 && last > 0) last--;
            var bits = 8L * last;
            for (var high = bytes[last]; high > 0; high >>= 1) bits++;
            return bits;
        }
    }

    [StructLayout(LayoutKind.Explicit)]
    struct Word
    {
        [FieldOffset(0)] public float Single;
        [FieldOffset(0)] public int Bits;
    }
}
#endif
