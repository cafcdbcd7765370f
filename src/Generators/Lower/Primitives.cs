// The primitive operations as functions, so that a lowered function reads like its formula. Sums, products, quotients
// and comparisons are C# operators (Expr.Operators.cs); a fused multiply-add is always written as Fma or Fms.
// Constant(1) instead of 1 before a computed operand makes the constant first: instructions, and so fingerprints, keep
// their order.
namespace Kernels.Lower;

/// <summary>An operand: an expression, or a number that becomes a constant of the lane.</summary>
internal readonly struct Operand
{
    readonly Expr? value;
    readonly double number;

    Operand(Expr? value, double number) => (this.value, this.number) = (value, number);

    public static implicit operator Operand(Expr value) => new(value, 0);
    public static implicit operator Operand(double number) => new(null, number);

    public Expr In(ExprPool pool) => value ?? pool.Constant(number);
}

internal sealed partial class Lowering
{
    Expr Constant(double value) => pool.Constant(value);
    Bits Integer(long value) => new(pool.Integer(value));

    /// <summary>a·b + c, rounded once; Fms is a·b - c.</summary>
    Expr Fma(Operand a, Operand b, Operand c) => Primitive(Op.Fma, a, b, c);
    Expr Fms(Operand a, Operand b, Operand c) => Primitive(Op.Fms, a, b, c);

    /// <summary>mantissa·2^exponent for a whole exponent, rounded once.</summary>
    Expr Scale(Operand mantissa, Operand exponent) => Primitive(Op.Scale, mantissa, exponent);

    /// <summary>
    /// The same for an exponent within -190 and 62 and a result below 2⁶³: a third of the operations on AVX2.
    /// </summary>
    Expr ScaleDown(Operand mantissa, Operand exponent) => Primitive(Op.ScaleDown, mantissa, exponent);

    /// <summary>
    /// The same for an exponent within ±252 and a mantissa above 2⁻¹⁰² wherever it is not 0: half of them.
    /// </summary>
    Expr ScaleNear(Operand mantissa, Operand exponent) => Primitive(Op.ScaleNear, mantissa, exponent);

    /// <summary>a &lt; b ? a : b; Max is a > b ? a : b. Both are b for any NaN, so a constant stands first.</summary>
    Expr Min(Operand a, Operand b) => Primitive(Op.MinNative, a, b);
    Expr Max(Operand a, Operand b) => Primitive(Op.MaxNative, a, b);

    /// <summary>x between two bounds; NaN stays NaN.</summary>
    Expr Clamp(Expr x, Operand low, Operand high)
    {
        var (least, most) = (low.In(pool), high.In(pool));
        return Min(most, Max(least, x));
    }

    Expr Abs(Expr x) => Primitive(Op.Abs, x);
    Expr Floor(Expr x) => Primitive(Op.Floor, x);
    Expr AreEqual(Expr a, Operand b) => Primitive(Op.Eq, a, b);

    Expr Select(Expr condition, Operand whenTrue, Operand whenFalse)
        => Primitive(Op.Select, condition, whenTrue, whenFalse);

    /// <summary>One value where x &lt; 0, another elsewhere and for NaN.</summary>
    Expr IfNegative(Expr x, Operand whenTrue, Operand whenFalse)
    {
        var (left, right) = (whenTrue.In(pool), whenFalse.In(pool));
        return Select(x < 0, left, right);
    }

    Expr Primitive(Op op, params Operand[] operands)
        => pool.Node(op, [.. operands.Select(operand => operand.In(pool))]);

    /// <summary>Suggests a name for the local variable of the generated code.</summary>
    static Expr Named(string name, Expr e)
    {
        e.Name ??= name;
        return e;
    }
}
