// Logarithms.
namespace Kernels.Ir;

internal static partial class FunctionTable
{
    static FunctionRow[] Logarithms =>
    [
        new(Op.Log, "log", x => Math.Log(x), (p, e, g) => [p.Div(g, e[0])])
        {
            Words = Everywhere("Log"),
            Big = new(BigFloat.Log, (x, _) => 1 / x, (_, _, s) => -s * s),
        },
        new(Op.Log2, "log2", x => Math.Log(x, 2), (p, e, g) => [p.Div(p.Mul(1.4426950408889634074, g), e[0])])
        {
            Words = Everywhere("Log2"),
            Big = new(BigFloat.Log2, (x, _) => 1 / (x * BigConstants.Ln2Float(x.Precision)), (x, _, s) => -s / x),
            Made = (p, e) => p.Mul(1 / Ln2, p.Apply(Op.Log, e[0])),
        },
        new(Op.Log1P, "log1p", ScalarFunctions.Log1P, (p, e, g) => [p.Div(g, OnePlus(p, e[0]))])
        {
            Words = [.. Ours("Log1P"), "double.LogP1"],
            Big = new(BigFloat.Log1P, (x, _) => 1 / (1 + x), (_, _, s) => -s * s),
            Made = (p, e) => p.Apply(Op.Log, OnePlus(p, e[0])),
        },
        // log(u + √(a + u²)), whose slope is 1/√(a + u²): asinh for a = 1, acosh for a = -1.
        new(Op.LogRootSum, "logrootsum", ScalarFunctions.LogRootSum, (p, e, g) => [p.Div(g, RootOf(p, e)),
            e[1].IsConstant ? null : p.Div(p.Div(p.Mul(0.5, g), RootOf(p, e)), p.Add(e[0], RootOf(p, e)))]),
    ];

    /// <summary>√(a + u²).</summary>
    static Expr RootOf(ExprPool p, Expr e) => p.Apply(Op.Sqrt, p.Add(e[1], p.Mul(e[0], e[0])));
}
