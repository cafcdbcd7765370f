// The bits of a lane as an integer. Powers of two are made, and signs copied, by arithmetic on these.
namespace Kernels.Lower;

internal readonly struct Bits(Expr integer)
{
    readonly Expr integer = integer;

    /// <summary>The bits of a floating-point number.</summary>
    public static Bits Of(Expr number) => new(number.Pool.Node(Op.Bits, number));

    /// <summary>The floating-point number that has these bits.</summary>
    public Expr Number => integer.Pool.Node(Op.FromBits, integer);

    public static Bits operator +(Bits a, Bits b) => a.With(Op.IntAdd, b);
    public static Bits operator +(Bits a, long b) => a + a.Constant(b);
    public static Bits operator -(Bits a, Bits b) => a.With(Op.IntSub, b);
    public static Bits operator -(Bits a, long b) => a - a.Constant(b);
    public static Bits operator -(long a, Bits b) => b.Constant(a) - b;
    public static Bits operator <<(Bits a, Bits by) => a.With(Op.ShiftLeft, by);
    public static Bits operator <<(Bits a, int by) => a << a.Constant(by);
    public static Bits operator >>(Bits a, Bits by) => a.With(Op.ShiftRight, by);
    public static Bits operator >>(Bits a, int by) => a >> a.Constant(by);

    public Bits Named(string name)
    {
        integer.Name ??= name;
        return this;
    }

    Bits Constant(long value) => new(integer.Pool.Integer(value));

    Bits With(Op op, Bits other) => new(integer.Pool.Node(op, integer, other.integer));
}
