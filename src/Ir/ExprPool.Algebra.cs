// The smart constructors: the identities that hold for every value, so every stage may rely on them.
// Canonical form: a constant stands first in a sum or product, a negated constant factor is one constant,
// a difference from a constant is a sum. The only liberty with IEEE arithmetic: 0 + x is x (differs for x = -0).
namespace Kernels.Ir;

internal sealed partial class ExprPool
{
    public Expr Add(Expr a, Expr b) => Apply(Op.Add, a, b);
    public Expr Sub(Expr a, Expr b) => Apply(Op.Sub, a, b);
    public Expr Mul(Expr a, Expr b) => Apply(Op.Mul, a, b);
    public Expr Mul(double a, Expr b) => Apply(Op.Mul, Constant(a), b);
    public Expr Div(Expr a, Expr b) => Apply(Op.Div, a, b);
    public Expr Neg(Expr a) => Apply(Op.Neg, a);
    public Expr Select(Expr condition, Expr whenTrue, Expr whenFalse)
        => Apply(Op.Select, condition, whenTrue, whenFalse);

    /// <summary>±1 away from 0; ±0 and NaN are themselves. The slope is 0 everywhere.</summary>
    public Expr Sign(Expr x) => Select(x > 0, Constant(1), Select(x < 0, Constant(-1), Apply(Op.Detach, x)));

    public Expr IsInfinite(Expr x) => Apply(Op.Eq, Apply(Op.Abs, x), Constant(double.PositiveInfinity));

    /// <summary>The operation in canonical form; constants folded in double precision.</summary>
    public Expr Apply(Op op, params Expr[] x)
    {
        if (op == Op.Uniform) return Node(op, x);
        if (op.IsOverRow()) return OverRow(op, x);
        if (op.Row().Level != Level.Primitive && op.Row().Kind != Kind.Integer
            && x.All(argument => argument.IsConstant))
            return Constant(Interpreter.Apply(op, x.Length > 0 ? x[0].Constant : 0, x.Length > 1 ? x[1].Constant : 0,
                x.Length > 2 ? x[2].Constant : 0));
        if (op.Row().Commutes && x[1].IsConstant && !x[0].IsConstant) x = [x[1], x[0]];
        return op switch
        {
            Op.Add => Sum(x[0], x[1]),
            Op.Sub => Difference(x[0], x[1]),
            Op.Mul => Product(x[0], x[1]),
            Op.Div when x[1].Is(1) => x[0],
            Op.Div when HasZeroLeaf(x[0]) => Select(x[0][0], ZeroOver(x[0][1], x[1]), ZeroOver(x[0][2], x[1])),
            Op.Pow when x[1].IsConstant => Power(x[0], x[1].Constant),
            Op.Neg => Negation(x[0]),
            Op.Not when x[0].Op == Op.Not => x[0][0],
            Op.And when x[0].IsConstant => x[0].Is(0) ? x[0] : x[1],
            Op.Or when x[0].IsConstant => x[0].Is(0) ? x[1] : x[0],
            Op.Detach when x[0].Op == Op.Detach => x[0],
            Op.Select => Choice(x[0], x[1], x[2]),
            _ => Node(op, x),
        };
    }

    Expr Sum(Expr a, Expr b)
    {
        if (a.Is(0)) return b;
        if (b.Op == Op.Neg) return Sub(a, b[0]);
        if (a.Op == Op.Neg) return Sub(b, a[0]);
        if (a.Op == Op.Select && b.Op == Op.Select && a[0] == b[0])
            return Select(a[0], Add(a[1], b[1]), Add(a[2], b[2]));
        if ((Joined(a, b) ?? Joined(b, a)) is { } choice) return choice;
        return Node(Op.Add, a, b);
    }

    Expr Difference(Expr a, Expr b)
    {
        if (b.IsConstant) return Add(Constant(-b.Constant), a);
        if (a.Is(0)) return Neg(b);
        if (b.Op == Op.Neg) return Add(a, b[0]);
        if (b.Op == Op.Mul && b[0].IsConstant && b[0].Constant < 0) return Add(a, Mul(-b[0].Constant, b[1]));
        return Node(Op.Sub, a, b);
    }

    Expr Product(Expr a, Expr b)
    {
        if (a.Is(1)) return b;
        if (a.Is(-1)) return Neg(b);
        if (a.Op == Op.Neg) return Neg(Mul(a[0], b));
        if (b.Op == Op.Neg) return a.IsConstant ? Mul(-a.Constant, b[0]) : Neg(Mul(a, b[0]));
        // 0·h would be NaN where the branch not taken overflows: choose after the product, not before.
        if (HasZeroBranch(a)) return Select(a[0], ZeroOr(a[1], b), ZeroOr(a[2], b));
        if (HasZeroBranch(b)) return Select(b[0], ZeroOr(b[1], a), ZeroOr(b[2], a));
        return Node(Op.Mul, a, b);
    }

    Expr Negation(Expr a) => a.Op switch
    {
        Op.Neg => a[0],
        Op.Sub => Node(Op.Sub, a[1], a[0]),
        Op.Mul when a[0].IsConstant => Mul(-a[0].Constant, a[1]),
        Op.Select when HasZeroBranch(a) => Select(a[0], Neg(a[1]), Neg(a[2])),
        _ => Node(Op.Neg, a),
    };

    Expr Choice(Expr condition, Expr whenTrue, Expr whenFalse)
    {
        if (whenTrue == whenFalse) return whenTrue;
        if (condition.IsConstant) return condition.Is(0) ? whenFalse : whenTrue;
        if (condition.Op == Op.Not) return Select(condition[0], whenFalse, whenTrue);
        whenTrue = Given(condition, true, whenTrue);
        whenFalse = Given(condition, false, whenFalse);
        return whenTrue == whenFalse ? whenTrue : Node(Op.Select, condition, whenTrue, whenFalse);
    }

    /// <summary>The branch of a choice, without choices of its own that are decided where it is taken.</summary>
    static Expr Given(Expr condition, bool holds, Expr branch)
    {
        while (branch.Op == Op.Select && Decided(condition, holds, branch[0]) is { } inner)
            branch = branch[inner ? 1 : 2];
        return branch;
    }

    /// <summary>Whether a comparison holds where another one does, or does not; null where that is open.</summary>
    static bool? Decided(Expr condition, bool holds, Expr asked)
    {
        if (condition == asked) return holds;
        if (!IsWithConstant(condition) || !IsWithConstant(asked) || condition[0] != asked[0]) return null;
        var (a, b) = (condition[1].Constant, asked[1].Constant);
        // A value of every order beside both constants.
        double[] values = [double.NegativeInfinity, a, a / 2 + b / 2, b, double.PositiveInfinity, double.NaN];
        var answers = values.Where(value => Holds(condition, value) == holds)
            .Select(value => Holds(asked, value)).Distinct().ToList();
        return answers.Count == 1 ? answers[0] : null;
    }

    static bool IsWithConstant(Expr e)
        => e.Op is Op.Lt or Op.Le or Op.Gt or Op.Ge && e[1].IsConstant && !double.IsInfinity(e[1].Constant);

    static bool Holds(Expr comparison, double value)
        => Interpreter.Apply(comparison.Op, value, comparison[1].Constant, 0) != 0;

    /// <summary>
    /// Whole powers as products, while these are within 2 ULP; ½ as a root. Shorter than a logarithm, and as good.
    /// </summary>
    Expr Power(Expr x, double exponent)
    {
        if (exponent == 0) return Constant(1);
        if (exponent == 0.5) return Apply(Op.Sqrt, x);
        if (exponent == -1) return Div(Constant(1), x);
        if (exponent != Math.Floor(exponent) || exponent is < 1 or > 5) return Node(Op.Pow, x, Constant(exponent));
        if (exponent == 1) return x;
        var half = Power(x, Math.Floor(exponent / 2));
        var square = Mul(half, half);
        return exponent % 2 == 0 ? square : Mul(square, x);
    }

    static bool HasZeroBranch(Expr e) => e.Op == Op.Select && (e[1].Is(0) || e[2].Is(0));

    /// <summary>Likewise of choices within choices.</summary>
    static bool HasZeroLeaf(Expr e)
        => e.Op == Op.Select && (e[1].Is(0) || e[2].Is(0) || HasZeroLeaf(e[1]) || HasZeroLeaf(e[2]));

    /// <summary>
    /// What reaches a value from several branches of one choice, as a choice:
    /// a sum would hide that it is 0 in the others.
    /// </summary>
    Expr? Joined(Expr a, Expr b)
        => HasZeroBranch(a) && b.Op == Op.Select && HasZeroLeaf(b) && Asks(b, a[0])
            ? Select(a[0], Add(a[1], Given(b, a[0], true)), Add(a[2], Given(b, a[0], false))) : null;

    static bool Asks(Expr e, Expr condition)
        => e.Op == Op.Select && (e[0] == condition || Asks(e[1], condition) || Asks(e[2], condition));

    Expr Given(Expr e, Expr condition, bool holds)
        => e.Op != Op.Select ? e : e[0] == condition ? Given(e[holds ? 1 : 2], condition, holds)
            : Select(e[0], Given(e[1], condition, holds), Given(e[2], condition, holds));

    /// <summary>
    /// What is multiplied by 0: in a formula as written NaN stays NaN,
    /// in a derivative the branch that is not taken has no say.
    /// </summary>
    Expr ZeroOr(Expr branch, Expr factor)
        => !branch.Is(0) ? Mul(branch, factor) : KeepsNaN && !factor.IsConstant ? Nothing(factor) : branch;

    /// <summary>0, but of NaN NaN; and of infinity, whatever the sign, 0.</summary>
    Expr Nothing(Expr factor)
        => Apply(Op.Detach,
            Node(Op.Mul, Constant(0), Node(Op.Clamp, factor, Constant(-float.MaxValue), Constant(float.MaxValue))));

    /// <summary>Likewise 0/0, where the branch not taken has a pole.</summary>
    Expr ZeroOver(Expr branch, Expr divisor) => branch.Is(0) ? branch : Div(branch, divisor);
}
