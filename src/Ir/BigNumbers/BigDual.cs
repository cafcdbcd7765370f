// Forward-mode differentiation: a value with its slopes along the inputs and, where asked for, its second derivatives.
// The rules are the textbook's, one line an operation (those of functions are in FunctionTable), for the formula as
// written; nothing here is shared with the compiler's own differentiation, so each checks the other. The conventions at
// kinks are the same by promise.
namespace Kernels.Ir;

/// <param name="Slopes">One for each variable; null where the value does not depend on the variables.</param>
/// <param name="Curvatures">The upper triangle of the second derivatives; null likewise,
/// and where they were not asked for.</param>
/// <param name="IsParameter">Whether it is a trainable parameter,
/// which counts as a constant where it ties with something.</param>
internal readonly partial record struct BigDual(
    BigFloat Value, BigFloat[]? Slopes, BigFloat[]? Curvatures = null, bool IsParameter = false)
{
    static readonly Dictionary<Op, BigRule> Unary = new()
    {
        [Op.Neg] = new(x => -x, (_, _) => -1, (_, _, _) => 0),
        [Op.Abs] = new(BigFloat.Abs, (x, _) => x.Sign, (_, _, _) => 0),                                 // 0 at 0
        [Op.Sqrt] = new(BigFloat.Sqrt, (_, r) => 1 / r.Scale(1), (x, _, s) => -s / x.Scale(1)),
        // also at the steps
        [Op.Floor] = new(BigFloat.Floor, (_, _) => 0, (_, _, _) => 0),
        [Op.Detach] = new(x => x, (_, _) => 0, (_, _, _) => 0),
        [Op.Uniform] = new(x => BigFloat.From(Philox.Uniform(x.ToDouble()), x.Precision), (_, _) => 0, (_, _, _) => 0),
    };

    static BigRule? Rule(Op op) => Unary.TryGetValue(op, out var rule) ? rule : op.Function()?.Big;

    /// <summary>
    /// The derivative of a function of one operand, from the operand and
    /// the function's value; null of other operations.
    /// </summary>
    public static BigFloat? Slope(Op op, BigFloat x, BigFloat value)
        => Rule(op)?.Slope(x, value);

    /// <exception cref="NotSupportedException">The operation is not one that a formula may have.</exception>
    public static BigDual Apply(Op op, BigDual a, BigDual b, BigDual c)
    {
        if (Rule(op) is { } rule)
        {
            // What cancels within a function is its own affair.
            var cancelled = BigFloat.Cancelled;
            var value = op is Op.Neg or Op.Abs or Op.Floor or Op.Detach
                ? rule.Value(a.Value)
                : rule.Value(a.Value).Rounded();
            BigFloat.Cancelled = cancelled;
            if (a.Slopes is null) return new(value, null);
            var slope = rule.Slope(a.Value, value);
            return new(value, Times(a.Slopes, slope), a.Curvatures is null ? null
                : Sum(Times(a.Curvatures, slope), Times(Squares(a.Slopes), rule.Curve(a.Value, value, slope))));
        }
        return op switch
        {
            Op.Add => new(a.Value + b.Value, Sum(a.Slopes, b.Slopes), Sum(a.Curvatures, b.Curvatures)),
            Op.Sub => new(a.Value - b.Value, Sum(a.Slopes, Times(b.Slopes, -1)),
                Sum(a.Curvatures, Times(b.Curvatures, -1))),
            Op.Mul => new(a.Value * b.Value, Sum(Times(a.Slopes, b.Value), Times(b.Slopes, a.Value)),
                Sum(Sum(Times(a.Curvatures, b.Value), Times(b.Curvatures, a.Value)), Mixed(a, b))),
            Op.Div => Quotient(a, b),
            Op.Pow => Power(a, b),
            // The third operand makes it NaN, which is no number here.
            Op.ZeroProduct => Apply(Op.Mul, a, b, c),
            Op.Max => Extreme(a, b, a.Value.CompareTo(b.Value)),
            Op.Min => Extreme(a, b, b.Value.CompareTo(a.Value)),
            Op.Clamp => a.Value < b.Value ? b : a.Value > c.Value ? c : a,                      // closed interval
            Op.Lt => Mask(a.Value < b.Value),
            Op.Le => Mask(a.Value <= b.Value),
            Op.Gt => Mask(a.Value > b.Value),
            Op.Ge => Mask(a.Value >= b.Value),
            Op.Eq => Mask(a.Value.CompareTo(b.Value) == 0),
            Op.And => Mask(!a.Value.IsZero && !b.Value.IsZero),
            Op.Or => Mask(!a.Value.IsZero || !b.Value.IsZero),
            Op.Not => Mask(a.Value.IsZero),
            _ => throw new NotSupportedException($"{op} is not an operation of formulas."),
        };
    }

    static BigDual Mask(bool value) => new(value ? 1 : 0, null);

    static BigDual Quotient(BigDual a, BigDual b)
    {
        var quotient = a.Value / b.Value;
        var byNumerator = a.Slopes is null ? null : Times(a.Slopes, 1 / b.Value);
        var result =
            new BigDual(quotient, Sum(byNumerator, b.Slopes is null ? null : Times(b.Slopes, -quotient / b.Value)));
        // (q·b)'' = a''
        return result with
        {
            Curvatures = Times(Sum(Sum(a.Curvatures, Times(b.Curvatures, -quotient)),
                Times(Mixed(result with { Curvatures = a.Curvatures }, b), -1)), 1 / b.Value)
        };
    }

    static BigDual Power(BigDual a, BigDual b)
    {
        var power = BigFloat.Pow(a.Value, b.Value);
        var byBase = a.Slopes is null ? null : Times(a.Slopes, b.Value * BigFloat.Pow(a.Value, b.Value - 1));
        var result =
            new BigDual(power, Sum(byBase, b.Slopes is null ? null : Times(b.Slopes, power * BigFloat.Log(a.Value))));
        return result with { Curvatures = PowerCurvatures(a, b, power) };
    }

    /// <summary>
    /// The winner passes its slope; of a tie with a constant the constant is it, two variables halve it.
    /// </summary>
    static BigDual Extreme(BigDual a, BigDual b, int order) => order switch
    {
        > 0 => a,
        < 0 => b,
        _ when a.Slopes is null || a.IsParameter => a,
        _ when b.Slopes is null || b.IsParameter => b,
        _ => new(a.Value, Sum(Times(a.Slopes, Half), Times(b.Slopes, Half)),
            Sum(Times(a.Curvatures, Half), Times(b.Curvatures, Half))),
    };

    static readonly BigFloat Half = ((BigFloat)1).Scale(-1);

    static BigFloat[]? Times(BigFloat[]? slopes, BigFloat factor)
        => slopes is null ? null : [.. slopes.Select(slope => slope * factor)];

    static BigFloat[]? Sum(BigFloat[]? a, BigFloat[]? b)
        => a is null ? b : b is null ? a : [.. a.Zip(b, (x, y) => x + y)];
}
