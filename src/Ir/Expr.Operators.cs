// Arithmetic on expressions as it is written in mathematics: large + (small + decay). Each operator asks the pool of
// its operands for the node, so formulas are simplified and what is lowered is made exactly as it is written.
namespace Kernels.Ir;

internal sealed partial class Expr
{
    public static Expr operator +(Expr a, Expr b) => a.Pool.Written(Op.Add, a, b);
    public static Expr operator +(Expr a, double b) => a + a.Pool.Constant(b);
    public static Expr operator +(double a, Expr b) => b.Pool.Constant(a) + b;
    public static Expr operator -(Expr a, Expr b) => a.Pool.Written(Op.Sub, a, b);
    public static Expr operator -(Expr a, double b) => a - a.Pool.Constant(b);
    public static Expr operator -(double a, Expr b) => b.Pool.Constant(a) - b;
    public static Expr operator *(Expr a, Expr b) => a.Pool.Written(Op.Mul, a, b);
    public static Expr operator *(Expr a, double b) => a * a.Pool.Constant(b);
    public static Expr operator *(double a, Expr b) => b.Pool.Constant(a) * b;
    public static Expr operator /(Expr a, Expr b) => a.Pool.Written(Op.Div, a, b);
    public static Expr operator /(double a, Expr b) => b.Pool.Constant(a) / b;
    public static Expr operator -(Expr a) => a.Pool.Written(Op.Neg, a);

    public static Expr operator <(Expr a, Expr b) => a.Pool.Written(Op.Lt, a, b);
    public static Expr operator <(Expr a, double b) => a < a.Pool.Constant(b);
    public static Expr operator >(Expr a, Expr b) => a.Pool.Written(Op.Gt, a, b);
    public static Expr operator >(Expr a, double b) => a > a.Pool.Constant(b);
    public static Expr operator <=(Expr a, Expr b) => a.Pool.Written(Op.Le, a, b);
    public static Expr operator <=(Expr a, double b) => a <= a.Pool.Constant(b);
    public static Expr operator >=(Expr a, Expr b) => a.Pool.Written(Op.Ge, a, b);
    public static Expr operator >=(Expr a, double b) => a >= a.Pool.Constant(b);
}
