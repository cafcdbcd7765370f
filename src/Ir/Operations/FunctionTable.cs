// All functions, by operation, by name and by word. The families are in files of their own.
using System.Collections.Concurrent;

namespace Kernels.Ir;

internal static partial class FunctionTable
{
    static readonly FunctionRow?[] ByOp = new FunctionRow?[byte.MaxValue + 1];
    static readonly ConcurrentDictionary<string, Op> ByName = new(StringComparer.Ordinal);
    static readonly ConcurrentDictionary<string, Op> ByWord = new(StringComparer.Ordinal);

    static FunctionTable()
    {
        FunctionRow[] families = [.. Exponentials, .. Logarithms, .. Circular, .. Hyperbolic, .. Logistic,
            .. TanhSoftplus, .. Normal, .. Algebraic];
        foreach (var function in families) Add(function);
    }

    public static IEnumerable<FunctionRow> All => ByOp.OfType<FunctionRow>();

    /// <summary>Null of what is no function.</summary>
    public static FunctionRow? Function(this Op op) => ByOp[(int)op];

    public static bool TryParse(string name, out Op op) => ByName.TryGetValue(name, out op);

    /// <param name="word">A method with its type and namespace.</param>
    public static bool TryFind(string word, out Op op) => ByWord.TryGetValue(word, out op);

    /// <summary>Before anything else is done, for the other tables are made of this one.</summary>
    public static void Add(FunctionRow function)
    {
        ByOp[(int)function.Op] = function;
        ByName[function.Name] = function.Op;
        foreach (var word in function.Words) ByWord[word] = function.Op;
    }

    static string[] Ours(string name) => ["Kernels.KernelMath." + name];

    static string[] Everywhere(string name) => [.. Ours(name), "System.Math." + name, "double." + name];

    static BigFloat Squared(BigFloat x) => x * x;
    static BigFloat Inverse(BigFloat x) => 1 / x;

    static Expr One(ExprPool p) => p.Constant(1);
    static Expr OnePlus(ExprPool p, Expr u) => p.Add(One(p), u);
    static Expr Exp(ExprPool p, Expr u) => p.Apply(Op.Exp, u);

    /// <summary>f(u) + a·f'(u) passes f'(u) + a·f''(u) to u and f'(u) to a.</summary>
    static Expr?[] Plus(ExprPool p, Expr e, Expr g, Op slope)
    {
        var first = p.Apply(slope, e[0]);
        var second = slope.Function()!.Derivative(p, first, p.Constant(1))[0]!;
        return [p.Mul(g, p.Add(first, p.Mul(e[1], second))), p.Mul(g, first)];
    }

    static Expr Plus(ExprPool p, Expr e, Op function, Op slope)
        => p.Add(p.Apply(function, e[0]), p.Mul(e[1], p.Apply(slope, e[0])));
}
