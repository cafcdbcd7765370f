// What the form of an expression says about its sign: saves a clamp where an exponential can only decay.
namespace Kernels.Lower;

internal static class Signs
{
    public static bool IsNonPositive(Expr e) => e.Op switch
    {
        Op.Constant => e.Constant <= 0,
        Op.Neg => IsNonNegative(e[0]),
        Op.Mul when e[0].IsConstant => e[0].Constant <= 0 && IsNonNegative(e[1]),
        Op.Add => IsNonPositive(e[0]) && IsNonPositive(e[1]),
        Op.Min => IsNonPositive(e[0]) || IsNonPositive(e[1]),
        _ => false,
    };

    public static bool IsNonNegative(Expr e) => e.Op switch
    {
        Op.Constant => e.Constant >= 0,
        Op.Abs or Op.Sqrt or Op.Exp or Op.Exp2 or Op.Sigmoid or Op.Softplus or Op.Erfc or Op.NormalCdf => true,
        Op.Mul => e[0] == e[1] || (IsNonNegative(e[0]) && IsNonNegative(e[1])),
        Op.Add or Op.Div => IsNonNegative(e[0]) && IsNonNegative(e[1]),
        Op.Max => IsNonNegative(e[0]) || IsNonNegative(e[1]),
        _ => false,
    };
}
