// The GNU library for correctly rounded arithmetic, where the system has it: the outside judge of BigFloat.
using System.Numerics;
using System.Runtime.InteropServices;

namespace Kernels.Tests.Numbers;

static unsafe partial class Mpfr
{
    const string Library = "libmpfr.so.6";

    [StructLayout(LayoutKind.Sequential)]
    struct Number
    {
        public nint Precision;
        public int Sign;
        public nint Exponent;
        public ulong* Limbs;
    }

    public static bool IsPresent { get; } = NativeLibrary.TryLoad(Library, out _);

    public static readonly IReadOnlyDictionary<string, Func<double, int, (BigInteger Mantissa,
        BigInteger Exponent)>> Functions
            = new Dictionary<string, Func<double, int, (BigInteger, BigInteger)>>
            {
                ["sqrt"] = (x, p) => Apply(&Sqrt, x, p),
                ["exp"] = (x, p) => Apply(&Exp, x, p),
                ["exp2"] = (x, p) => Apply(&Exp2, x, p),
                ["expm1"] = (x, p) => Apply(&ExpM1, x, p),
                ["log"] = (x, p) => Apply(&Log, x, p),
                ["log2"] = (x, p) => Apply(&Log2, x, p),
                ["log1p"] = (x, p) => Apply(&Log1P, x, p),
                ["sin"] = (x, p) => Apply(&Sin, x, p),
                ["cos"] = (x, p) => Apply(&Cos, x, p),
                ["tanh"] = (x, p) => Apply(&Tanh, x, p),
                ["sinh"] = (x, p) => Apply(&Sinh, x, p),
                ["cosh"] = (x, p) => Apply(&Cosh, x, p),
                ["atan"] = (x, p) => Apply(&Atan, x, p),
                ["erf"] = (x, p) => Apply(&Erf, x, p),
                ["erfc"] = (x, p) => Apply(&Erfc, x, p),
            };

    static (BigInteger Mantissa, BigInteger Exponent) Apply(
        delegate*<ref Number, in Number, int, int> function, double x, int precision)
    {
        Number input = default, output = default;
        Initialise(ref input, 53);
        Initialise(ref output, precision);
        SetDouble(ref input, x, 0);
        function(ref output, in input, 0);
        var result = Read(output);
        Clear(ref input);
        Clear(ref output);
        return result;
    }

    /// <summary>The limbs are a fraction in [½, 1), lowest first.</summary>
    static (BigInteger Mantissa, BigInteger Exponent) Read(Number number)
    {
        if (number.Exponent < nint.MinValue + 4) return (0, 0);
        var limbs = (int)((number.Precision + 63) / 64);
        var mantissa = BigInteger.Zero;
        for (var i = limbs - 1; i >= 0; i--) mantissa = (mantissa << 64) + number.Limbs[i];
        return (number.Sign * mantissa, number.Exponent - 64 * limbs);
    }

    [LibraryImport(Library, EntryPoint = "mpfr_init2")]
    private static partial void Initialise(ref Number x, nint precision);
    [LibraryImport(Library, EntryPoint = "mpfr_clear")] private static partial void Clear(ref Number x);
    [LibraryImport(Library, EntryPoint = "mpfr_set_d")]
    private static partial int SetDouble(ref Number x, double value, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_sqrt")]
    private static partial int Sqrt(ref Number y, in Number x, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_exp")]
    private static partial int Exp(ref Number y, in Number x, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_exp2")]
    private static partial int Exp2(ref Number y, in Number x, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_expm1")]
    private static partial int ExpM1(ref Number y, in Number x, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_log")]
    private static partial int Log(ref Number y, in Number x, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_log2")]
    private static partial int Log2(ref Number y, in Number x, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_log1p")]
    private static partial int Log1P(ref Number y, in Number x, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_sin")]
    private static partial int Sin(ref Number y, in Number x, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_cos")]
    private static partial int Cos(ref Number y, in Number x, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_tanh")]
    private static partial int Tanh(ref Number y, in Number x, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_sinh")]
    private static partial int Sinh(ref Number y, in Number x, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_cosh")]
    private static partial int Cosh(ref Number y, in Number x, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_atan")]
    private static partial int Atan(ref Number y, in Number x, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_erf")]
    private static partial int Erf(ref Number y, in Number x, int rounding);
    [LibraryImport(Library, EntryPoint = "mpfr_erfc")]
    private static partial int Erfc(ref Number y, in Number x, int rounding);
}
