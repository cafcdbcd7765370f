// Two numbers that a value lies between.
namespace Kernels.Ir;

internal readonly record struct Range(double Low, double High)
{
    public static readonly Range Unknown = new(double.NegativeInfinity, double.PositiveInfinity);
    public static readonly Range NotNegative = new(0, double.PositiveInfinity);

    public double Magnitude => Math.Max(Math.Abs(Low), Math.Abs(High));

    public static Range Hull(double a, double b, double c, double d)
        => new(Math.Min(Math.Min(a, b), Math.Min(c, d)), Math.Max(Math.Max(a, b), Math.Max(c, d)));
}
