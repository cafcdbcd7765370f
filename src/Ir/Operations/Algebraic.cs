// What has the shape of a sigmoid without an exponential.
namespace Kernels.Ir;

internal static partial class FunctionTable
{
    static FunctionRow[] Algebraic =>
    [
        // twice: the square would overflow
        new(Op.Softsign, "softsign", ScalarFunctions.Softsign,
            (p, e, g) => [p.Div(p.Div(g, OnePlusAbs(p, e[0])), OnePlusAbs(p, e[0]))])
        {
            Made = (p, e) => p.Div(e[0], OnePlusAbs(p, e[0])),
        },
    ];

    static Expr OnePlusAbs(ExprPool p, Expr u) => OnePlus(p, p.Apply(Op.Abs, u));
}
