// A lane type as kernels compute with it: every operation rounded once, integers in the lane's bits. Values stand in
// doubles, which hold any float: a sum, product, quotient or root of floats in double precision, rounded again, is the
// float result (53 ≥ 2·24 + 2 bits), and only the fused operations need care.
namespace Kernels.Analysis;

internal abstract class Lane
{
    public static readonly Lane Float = new FloatLane(), Double = new DoubleLane();

    /// <summary>The nearest value of the lane type.</summary>
    public abstract double Round(double value);

    /// <summary>a·b + c, rounded once.</summary>
    public abstract double Fma(double a, double b, double c);

    public abstract long Bits(double value);

    /// <summary>The value of those bits; higher ones are dropped, as they fall out of a register.</summary>
    public abstract double FromBits(long bits);

    /// <summary>The integer of the lane's width with those lowest bits.</summary>
    public abstract long Wrap(long bits);

    sealed class FloatLane : Lane
    {
        public override double Round(double value) => (float)value;

        // The product is exact; the sum is rounded to odd, which the second rounding cannot mistake for a tie.
        public override double Fma(double a, double b, double c) => (float)ErrorFreeTransforms.Sum(a * b, c);

        public override long Bits(double value) => BitConverter.SingleToInt32Bits((float)value);
        public override double FromBits(long bits) => BitConverter.Int32BitsToSingle((int)bits);
        public override long Wrap(long bits) => (int)bits;
    }

    sealed class DoubleLane : Lane
    {
        public override double Round(double value) => value;

        /// <summary>Boldo and Melquiond 2008: the product in two parts, and the small parts summed to odd.</summary>
        public override double Fma(double a, double b, double c)
        {
            var product = a * b;
            var plain = product + c;
            // A product too small for a double still has a sign.
            if (plain == 0 && c == 0 && a != 0 && b != 0) return product;
            // Beyond these the parts would overflow or lose bits; float inputs do not lead there where it matters.
            if (!(Math.Abs(plain) < 1e290 && Math.Abs(product) > 1e-250 && Math.Abs(a) < 1e290 && Math.Abs(b) < 1e290))
                // a product that underflows still has its sign
                return plain == 0 && c == 0 && a != 0 && b != 0 ? product : plain;
            var (high, low) = ErrorFreeTransforms.TwoSum(c, ErrorFreeTransforms.Lost(a, b, product));
            var (sum, rest) = ErrorFreeTransforms.TwoSum(product, high);
            return sum + ErrorFreeTransforms.Sum(low, rest);
        }

        public override long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
        public override double FromBits(long bits) => BitConverter.Int64BitsToDouble(bits);
        public override long Wrap(long bits) => bits;
    }
}
