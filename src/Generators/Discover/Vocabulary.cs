// The names a definition may call, and the operations they mean. System.Math and double offer the same subset. The
// names of functions are in FunctionTable.
namespace Kernels.Generators.Discover;

internal static class Vocabulary
{
    static readonly Dictionary<string, Op> Named = new(StringComparer.Ordinal)
    {
        ["Abs"] = Op.Abs, ["Min"] = Op.Min, ["Max"] = Op.Max, ["Clamp"] = Op.Clamp,
        ["Sqrt"] = Op.Sqrt, ["Floor"] = Op.Floor, ["Pow"] = Op.Pow,
    };

    static readonly Dictionary<string, Op> KernelMathOnly = new(StringComparer.Ordinal)
    {
        ["Select"] = Op.Select, ["Detach"] = Op.Detach, ["Uniform"] = Op.Uniform,
    };

    /// <summary>The call as an expression, or null where the name is not in the vocabulary of that type.</summary>
    public static Expr? Call(string type, string method, Expr[] x, ExprPool pool)
    {
        if (FunctionTable.TryFind($"{type}.{method}", out var op)) return Applied(op);
        var isKernelMath = type == "Kernels.KernelMath";
        if (!isKernelMath && type is not ("System.Math" or "double")) return null;
        if (isKernelMath && method == "Square" && x.Length == 1) return x[0] * x[0];
        if (isKernelMath && method == "Sign" && x.Length == 1) return pool.Sign(x[0]);
        if (isKernelMath && method is "XLogY" or "XLog1P" && x.Length == 2)
            return pool.Apply(Op.ZeroProduct, x[0], pool.Apply(method == "XLogY" ? Op.Log : Op.Log1P, x[1]), x[1]);
        if (!isKernelMath && method == "FusedMultiplyAdd" && x.Length == 3) return x[0] * x[1] + x[2];
        if (type == "double" && method == "IsNaN" && x.Length == 1)
            return pool.Apply(Op.Not, pool.Apply(Op.Eq, x[0], x[0]));
        if (type == "double" && method == "IsInfinity" && x.Length == 1)
            return pool.IsInfinite(x[0]);
        if (isKernelMath && x.Length <= 2 && OverRow(method, x, pool) is { } value) return value;
        return Named.TryGetValue(method, out op) || isKernelMath && KernelMathOnly.TryGetValue(method, out op)
            ? Applied(op)
            : null;

        Expr? Applied(Op op) => op.Row().Arity == x.Length ? pool.Apply(op, x) : null;
    }

    /// <summary>
    /// What a whole row has: the names that take a row, and of those with two meanings the one of a single argument.
    /// </summary>
    static Expr? OverRow(string method, Expr[] x, ExprPool pool) => (method, x.Length) switch
    {
        ("Sum", 1) => pool.Apply(Op.Sum, x[0]),
        ("Mean", 1) => pool.Apply(Op.Sum, x[0]) / pool.Columns,
        ("Max", 1) => pool.Apply(Op.RowMax, x[0]),
        ("Min", 1) => pool.Apply(Op.RowMin, x[0]),
        ("LogSumExp", 1) => pool.Apply(Op.LogSumExp, x[0]),
        ("Index", 1) => pool.Node(Op.Index),
        ("Count", 1) => pool.Columns,
        ("Equal", 2) => pool.Apply(Op.Eq, x[0], x[1]),
        _ => null,
    };
}
