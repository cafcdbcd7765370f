// Sums, extremes and choices. This is where it is decided which a·b + c becomes one fused operation, so that all
// targets compute the same bits.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    /// <summary>a·b ± c as one fma if the product has no other use and no deferred exponent.</summary>
    Expr Sum(Expr e)
    {
        var subtract = e.Op == Op.Sub;
        if (IsFusible(e[0]))
            return WithLowParts(e[0], false,
                Fma(Plain(e[0][0]), Plain(e[0][1]), subtract ? pool.Neg(Plain(e[1])) : Plain(e[1])));
        if (IsFusible(e[1]))
        {
            var factor = Plain(e[1][0]);
            return WithLowParts(e[1], subtract, Fma(subtract ? Negated(factor) : factor, Plain(e[1][1]), Plain(e[0])));
        }
        return pool.Node(e.Op, Plain(e[0]), Plain(e[1]));
    }

    /// <summary>
    /// Adds the low part of each factor of the product: that of a default value that is no float, times the other
    /// factor.
    /// </summary>
    Expr WithLowParts(Expr product, bool subtract, Expr sum)
    {
        for (var i = 0; i < 2; i++)
            if (LowPart(product[i]) is { } low) sum = Fma(subtract ? Negated(low) : low, Plain(product[1 - i]), sum);
        return sum;
    }

    bool IsFusible(Expr e) => e.Op == Op.Mul && uses[e] == 1 && Defer(e) is null;

    Expr Negated(Expr e) => e.IsConstant ? Constant(-e.Constant) : -e;

    /// <summary>
    /// The IEEE 754-2019 maximum or minimum, which is NaN if either operand is. The native operation returns its second
    /// operand then. So a constant stands first, and if there is none, the first operand is tested for NaN.
    /// </summary>
    Expr Extreme(Op native, Expr e)
    {
        var (a, b) = (Plain(e[0]), Plain(e[1]));
        if (!a.IsConstant && (b.IsConstant || b.Op == Op.Parameter)) (a, b) = (b, a);
        var result = pool.Node(native, a, b);
        return a.IsConstant || a.Op == Op.Parameter ? result : Select(AreEqual(a, a), result, a);
    }

    /// <summary>x/(1 + |x|) for every x, max 1 ULP. Clamped far beyond where it is ±1, because ∞/∞ is NaN.</summary>
    Expr Softsign(Expr x)
    {
        var clamped = Clamp(x, -1e30, 1e30);
        return clamped / (Constant(1) + Abs(clamped));
    }

    /// <summary>x·log, or 0 where x is 0; NaN where y is NaN.</summary>
    Expr ZeroProduct(Expr x, Expr log, Expr y) => Select(AreEqual(x, 0), Select(AreEqual(y, y), 0, y), x * log);

    Expr Choice(Expr e)
    {
        FindDecaying(e);
        return Choose(e[0], Plain(e[1]), Plain(e[2]));
    }

    /// <summary>
    /// A choice by any condition, as nested choices by single comparisons. So targets need no logic on masks, and none
    /// sees a negated comparison, which some GPU compilers get wrong for NaN.
    /// </summary>
    Expr Choose(Expr condition, Expr whenTrue, Expr whenFalse)
    {
        if (whenTrue == whenFalse) return whenTrue;
        return condition.Op switch
        {
            Op.Not => Choose(condition[0], whenFalse, whenTrue),
            Op.And => Choose(condition[0], Choose(condition[1], whenTrue, whenFalse), whenFalse),
            Op.Or => Choose(condition[0], whenTrue, Choose(condition[1], whenTrue, whenFalse)),
            Op.Constant => condition.Constant != 0 ? whenTrue : whenFalse,
            Op.Select => Choose(condition[0], Choose(condition[1], whenTrue, whenFalse),
                Choose(condition[2], whenTrue, whenFalse)),
            _ => Select(Comparison(condition), whenTrue, whenFalse),
        };
    }

    /// <summary>A comparison, with a constant on the right: otherwise ILGPU's PTX is wrong for NaN.</summary>
    Expr Comparison(Expr e)
    {
        var (a, b) = (Plain(e[0]), Plain(e[1]));
        return !a.IsConstant ? pool.Node(e.Op, a, b) : pool.Node(e.Op switch
        {
            Op.Lt => Op.Gt,
            Op.Le => Op.Ge,
            Op.Gt => Op.Lt,
            Op.Ge => Op.Le,
            _ => e.Op,
        }, b, a);
    }
}
