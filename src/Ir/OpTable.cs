// One row an operation: its name in text, how many operands it takes, where it may stand, and what it yields.
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

        new(Op.Exp, "exp", 1, Level.Formula),
        new(Op.Exp2, "exp2", 1, Level.Formula),
        new(Op.ExpM1, "expm1", 1, Level.Formula),
        new(Op.Log, "log", 1, Level.Formula),
        new(Op.Log2, "log2", 1, Level.Formula),
        new(Op.Log1P, "log1p", 1, Level.Formula),
        new(Op.Pow, "pow", 2, Level.Formula),
        new(Op.Sin, "sin", 1, Level.Formula),
        new(Op.Cos, "cos", 1, Level.Formula),
        new(Op.Tanh, "tanh", 1, Level.Formula),
        new(Op.Sinh, "sinh", 1, Level.Formula),
        new(Op.Cosh, "cosh", 1, Level.Formula),
        new(Op.Atan, "atan", 1, Level.Formula),
        new(Op.Erf, "erf", 1, Level.Formula),
        new(Op.Erfc, "erfc", 1, Level.Formula),
        new(Op.Sigmoid, "sigmoid", 1, Level.Formula),
        new(Op.LogSigmoid, "logsigmoid", 1, Level.Formula),
        new(Op.Softplus, "softplus", 1, Level.Formula),
        new(Op.NormalCdf, "normalcdf", 1, Level.Formula),
        new(Op.LogNormalCdf, "lognormalcdf", 1, Level.Formula),
        new(Op.ZeroProduct, "zeroproduct", 3, Level.Formula),
        new(Op.LogisticPdf, "logisticpdf", 1, Level.Formula),
        new(Op.NormalPdf, "normalpdf", 1, Level.Formula),
        new(Op.TanhSoftplus, "tanhsoftplus", 1, Level.Formula),
        new(Op.TanhSoftplusSlope, "tanhsoftplusslope", 1, Level.Formula),

        // f(u) + a·f'(u), the derivative of u·f(u) and its kin, for f = σ, Φ and tanh∘softplus.
        new(Op.SigmoidPlus, "sigmoidplus", 2, Level.Formula),
        new(Op.NormalCdfPlus, "normalcdfplus", 2, Level.Formula),
        new(Op.TanhSoftplusPlus, "tanhsoftplusplus", 2, Level.Formula),
        new(Op.Softsign, "softsign", 1, Level.Formula),
        new(Op.Lorentzian, "lorentzian", 1, Level.Formula),

        // The slope of log Φ, φ/Φ, and the slope of that.
        new(Op.InverseMills, "inversemills", 1, Level.Formula),
        new(Op.InverseMillsSlope, "inversemillsslope", 1, Level.Formula),

        // log(u + √(a + u²)), whose slope is 1/√(a + u²): asinh for a = 1, acosh for a = -1.
        new(Op.LogRootSum, "logrootsum", 2, Level.Formula),

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
        new(Op.Bits, "bits", 1, Level.Primitive, Kind.Integer),
        new(Op.FromBits, "frombits", 1, Level.Primitive),
        new(Op.IntConstant, "iconst", 0, Level.Primitive, Kind.Integer),
        new(Op.IntAdd, "iadd", 2, Level.Primitive, Kind.Integer),
        new(Op.IntSub, "isub", 2, Level.Primitive, Kind.Integer),
        new(Op.ShiftLeft, "shl", 2, Level.Primitive, Kind.Integer),
        new(Op.ShiftRight, "shr", 2, Level.Primitive, Kind.Integer),
    ];

    static readonly Dictionary<string, Op> ByName =
        Rows.ToDictionary(row => row.Name, row => row.Op, StringComparer.Ordinal);

    static OpTable()
    {
        for (var i = 0; i < Rows.Length; i++)
            if ((int)Rows[i].Op != i) throw new InvalidOperationException($"Row {i} of the op table is {Rows[i].Op}.");
    }

    public static OpRow Row(this Op op) => Rows[(int)op];
    public static bool TryParse(string name, out Op op) => ByName.TryGetValue(name, out op);
    /// <summary>Whether it makes one number of a row.</summary>
    public static bool IsReduction(this Op op) => op is Op.Sum or Op.RowMax or Op.RowMin or Op.LogSumExp;

    /// <summary>Whether it needs a whole row.</summary>
    public static bool IsOverRow(this Op op) => op.IsReduction() || op is Op.Index or Op.Count or Op.Softmax;

    public static bool IsLeaf(this Op op) => Rows[(int)op].Arity == 0;
}
