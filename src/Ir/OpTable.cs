// One row an operation: its name in text, how many operands it takes, where it may stand, and what it yields. The rows
// of functions are in FunctionTable.
namespace Kernels.Ir;

internal enum Level : byte { Both, Formula, Primitive }

internal enum Kind : byte { Number, Mask, Integer }

internal readonly record struct OpRow(
    Op Op, string Name, int Arity, Level Level, Kind Kind = Kind.Number, bool Commutes = false);

internal static class OpTable
{
    static readonly OpRow[] Rows =
    [
        new(Op.Constant, "const", 0, Level.Both),
        new(Op.Input, "input", 0, Level.Both),
        new(Op.Parameter, "param", 0, Level.Both),
        new(Op.Output, "output", 0, Level.Both),

        new(Op.Add, "add", 2, Level.Both, Commutes: true),
        new(Op.Sub, "sub", 2, Level.Both),
        new(Op.Mul, "mul", 2, Level.Both, Commutes: true),
        new(Op.Div, "div", 2, Level.Both),
        new(Op.Neg, "neg", 1, Level.Both),
        new(Op.Abs, "abs", 1, Level.Both),
        new(Op.Sqrt, "sqrt", 1, Level.Both),
        new(Op.Floor, "floor", 1, Level.Both),
        new(Op.Select, "select", 3, Level.Both),
        new(Op.Lt, "lt", 2, Level.Both, Kind.Mask),
        new(Op.Le, "le", 2, Level.Both, Kind.Mask),
        new(Op.Gt, "gt", 2, Level.Both, Kind.Mask),
        new(Op.Ge, "ge", 2, Level.Both, Kind.Mask),
        new(Op.Eq, "eq", 2, Level.Both, Kind.Mask),

        new(Op.Min, "min", 2, Level.Formula, Commutes: true),
        new(Op.Max, "max", 2, Level.Formula, Commutes: true),
        new(Op.Clamp, "clamp", 3, Level.Formula),
        new(Op.And, "and", 2, Level.Formula, Kind.Mask, Commutes: true),
        new(Op.Or, "or", 2, Level.Formula, Kind.Mask, Commutes: true),
        new(Op.Not, "not", 1, Level.Formula, Kind.Mask),
        new(Op.Detach, "detach", 1, Level.Formula),
        new(Op.Uniform, "uniform", 1, Level.Both),
        new(Op.Below, "below", 2, Level.Formula),

        new(Op.Pow, "pow", 2, Level.Formula),
        new(Op.ZeroProduct, "zeroproduct", 3, Level.Formula),

        new(Op.Sum, "sum", 1, Level.Formula),
        new(Op.RowMax, "rowmax", 1, Level.Formula),
        new(Op.RowMin, "rowmin", 1, Level.Formula),
        new(Op.Index, "index", 0, Level.Formula),
        new(Op.Count, "count", 0, Level.Formula),
        new(Op.LogSumExp, "logsumexp", 1, Level.Formula),
        new(Op.Softmax, "softmax", 1, Level.Formula),

        new(Op.Decay, "decay", 2, Level.Formula),

        new(Op.Fma, "fma", 3, Level.Primitive),
        new(Op.Fms, "fms", 3, Level.Primitive),
        new(Op.MinNative, "minnative", 2, Level.Primitive),
        new(Op.MaxNative, "maxnative", 2, Level.Primitive),
        new(Op.Scale, "scale", 2, Level.Primitive),
        new(Op.ScaleDown, "scaledown", 2, Level.Primitive),
        new(Op.ScaleNear, "scalenear", 2, Level.Primitive),
        new(Op.Bits, "bits", 1, Level.Primitive, Kind.Integer),
        new(Op.FromBits, "frombits", 1, Level.Primitive),
        new(Op.IntConstant, "iconst", 0, Level.Primitive, Kind.Integer),
        new(Op.IntAdd, "iadd", 2, Level.Primitive, Kind.Integer),
        new(Op.IntSub, "isub", 2, Level.Primitive, Kind.Integer),
        new(Op.ShiftLeft, "shl", 2, Level.Primitive, Kind.Integer),
        new(Op.ShiftRight, "shr", 2, Level.Primitive, Kind.Integer),
    ];

    static readonly OpRow[] ByOp = new OpRow[byte.MaxValue + 1];
    static readonly Dictionary<string, Op> ByName = new(StringComparer.Ordinal);

    static OpTable()
    {
        foreach (var row in Rows) (ByOp[(int)row.Op], ByName[row.Name]) = (row, row.Op);
    }

    public static OpRow Row(this Op op) => op.Function()?.Row ?? ByOp[(int)op];
    public static bool TryParse(string name, out Op op)
        => ByName.TryGetValue(name, out op) || FunctionTable.TryParse(name, out op);

    /// <summary>Whether it makes one number of a row.</summary>
    public static bool IsReduction(this Op op) => op is Op.Sum or Op.RowMax or Op.RowMin or Op.LogSumExp;

    /// <summary>Whether it needs a whole row.</summary>
    public static bool IsOverRow(this Op op) => op.IsReduction() || op is Op.Index or Op.Count or Op.Softmax;

    public static bool IsLeaf(this Op op) => op.Row().Arity == 0;
}
