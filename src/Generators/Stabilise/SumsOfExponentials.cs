// Sums of exponentials over a row in quotients, logarithms and powers, however they are weighted: e^u overflows at
// 88, and what a quotient or a logarithm makes of it does not. Each sum is taken as mantissa·e^scale, and the scales
// meet as a difference or a sum.
namespace Kernels.Stabilise;

internal static class SumsOfExponentials
{
    /// <summary>Mantissa·e^Log.</summary>
    readonly record struct Scaled(Expr Mantissa, Expr Log);

    /// <summary>Weight·e^Exponent in each column.</summary>
    readonly record struct Weighted(Expr Weight, Expr Exponent);

    /// <summary>
    /// Larger expressions, written out, are left as they are: shared nodes may be exponentially many.
    /// </summary>
    const int Largest = 2000;

    public static Expr? Run(Expr e, ExprPool pool)
        => e.Op is Op.Div or Op.Mul or Op.Log or Op.Log2 or Op.Log1P or Op.Pow or Op.Sqrt or Op.Sub or Op.Softmax
            && IsSmall(e) ? Rewritten(e, pool) : null;

    /// <summary>The logarithm of a sum over the row and of each column's own exponential; null for any other.</summary>
    public static Expr? BesideColumn(Expr e, ExprPool pool)
        => e.Op == Op.Log && ExprPool.Varies(e) && IsSmall(e) && OfColumn(e[0], pool) is { } column
            ? OfScaled(column, pool) : null;

    static bool IsSmall(Expr e)
    {
        var (open, count) = (new Stack<Expr>([e]), 0);
        while (open.Count > 0)
        {
            if (++count > Largest) return false;
            foreach (var argument in open.Pop().Arguments) open.Push(argument);
        }
        return true;
    }

    static Expr? Rewritten(Expr e, ExprPool pool) => e.Op switch
    {
        Op.Div when Overflows(e[1]) && (Scale(e[1], pool) ?? OfColumn(e[1], pool)) is { } under
            => Absorbed(e[0], under.Log, pool) / under.Mantissa,
        Op.Mul => Met(e[0], e[1], pool) ?? Met(e[1], e[0], pool),
        Op.Log when HasSum(e[0]) || HasFactor(e[0]) => Logarithm(e[0], pool),
        Op.Log2 when HasSum(e[0]) && Logarithm(e[0], pool) is { } log => 1.4426950408889634074 * log,
        Op.Log1P when Pure(e[0], pool) is { } log => pool.Apply(Op.Softplus, log),
        Op.Log1P when Overflows(e[0]) => Logarithm(1 + e[0], pool),
        Op.Pow => Power(e[0], e[1], pool),
        Op.Sqrt => Power(e[0], pool.Constant(0.5), pool),
        // Of weights that add up to 1, those that are not chosen are what is missing.
        Op.Sub when e[0].Is(1) && Chosen(e[1]) is { } chosen
            => pool.Apply(Op.Sum, pool.Select(chosen[0], pool.Constant(0), chosen[1])),
        Op.Sub => Missing(e, pool),
        Op.Softmax when WithoutLogarithms(e[0], pool) is { } logits => pool.Apply(Op.Softmax, logits),
        _ => null,
    };

    /// <summary>
    /// Logits that combine the logarithms of two softmaxes, without those of their sums, which all columns share:
    /// they may be far larger than what the columns differ by. Of one softmax the logarithm stays,
    /// because it takes an offset of the row away. Null for any others.
    /// </summary>
    static Expr? WithoutLogarithms(Expr e, ExprPool pool)
    {
        var found = new HashSet<Expr>();
        var logits = Without(e);
        return found.Count < 2 || !ExprPool.Varies(logits) ? null : logits;

        Expr Without(Expr part)
        {
            switch (part.Op)
            {
                case Op.LogSumExp:
                    found.Add(part);
                    return pool.Constant(0);
                case Op.Add or Op.Sub:
                    return pool.Apply(part.Op, Without(part[0]), Without(part[1]));
                case Op.Neg:
                    return -Without(part[0]);
                case Op.Mul when !ExprPool.Varies(part[0]):
                    return part[0] * Without(part[1]);
                case Op.Mul when !ExprPool.Varies(part[1]):
                    return Without(part[0]) * part[1];
                case Op.Div when !ExprPool.Varies(part[1]):
                    return Without(part[0]) / part[1];
                default:
                    return part;
            }
        }
    }

    /// <summary>
    /// Likewise in the slope of such a sum: k in the columns that are chosen, less k times all weights that are, is k
    /// times those that are not.
    /// </summary>
    static Expr? Missing(Expr e, ExprPool pool)
    {
        if (e[0].Op != Op.Select || e[1] is not { Op: Op.Sum } sum || sum[0] is not { Op: Op.Select } part) return null;
        if (part[0] != e[0][0] || !part.Arguments.Skip(1).Any(branch => branch.Is(0))) return null;
        var (condition, at) = (part[0], part[1].Is(0) ? 2 : 1);
        if (!IsWeighted(part[at], e[0][at])) return null;
        var missing = pool.Apply(Op.Sum, pool.Select(condition, part[2], part[1]));
        return at == 2 ? pool.Select(condition, e[0][1] - sum, missing)
            : pool.Select(condition, missing, e[0][2] - sum);
    }

    /// <summary>Whether it is k times a weight of a softmax.</summary>
    static bool IsWeighted(Expr e, Expr k)
    {
        if (ExprPool.Varies(k) || k.Is(0)) return false;
        var (all, own) = (Factors(e), Factors(k));
        return all.FindIndex(factor => factor.Op == Op.Softmax) is >= 0 and var at
            && all.Where((_, i) => i != at).Select(factor => factor.Id).OrderBy(id => id)
                .SequenceEqual(own.Where(factor => !factor.Is(1)).Select(factor => factor.Id).OrderBy(id => id));
    }

    static List<Expr> Factors(Expr e)
        => e.Op == Op.Mul && IsSmall(e) ? [.. Factors(e[0]), .. Factors(e[1])] : [e];

    static Expr? Chosen(Expr e)
        => e.Op == Op.Sum && e[0] is { Op: Op.Select } choice && choice[1].Op == Op.Softmax && choice[2].Is(0)
        ? choice : null;

    /// <summary>Whether a sum of exponentials over a row, or a softmax, is a factor or a term of it.</summary>
    static bool HasSum(Expr e) => e.Op switch
    {
        Op.Sum => AsExponential(e[0]) || e[0].Op == Op.Select && (HasSum(e[0][1]) || HasSum(e[0][2]))
            || e[0].Op is Op.Add or Op.Sub && Overflows(e[0]) && (AsExponential(e[0][0]) || AsExponential(e[0][1])),
        Op.Softmax => true,
        Op.Add or Op.Sub or Op.Mul or Op.Div => HasSum(e[0]) || HasSum(e[1]),
        Op.Neg or Op.Sqrt or Op.Pow => HasSum(e[0]),
        Op.Exp => e[0].Op == Op.LogSumExp,
        _ => false,
    };

    /// <summary>Whether an exponential is a factor of it, which its logarithm is without.</summary>
    static bool HasFactor(Expr e)
        => e.Op is Op.Mul or Op.Div && e.Arguments.Any(factor => factor.Op == Op.Exp || HasFactor(factor));

    /// <summary>
    /// Whether there is an exponential in it that nothing bounds: sums of a softmax are as they stand what they
    /// should be.
    /// </summary>
    static bool Overflows(Expr e) => e.Op switch
    {
        Op.Exp => IsUnshifted(e),
        Op.Sum or Op.Neg => Overflows(e[0]),
        Op.Add or Op.Sub or Op.Mul => Overflows(e[0]) || Overflows(e[1]),
        Op.Div => Overflows(e[0]) || Overflows(e[1]),
        Op.Select => Overflows(e[1]) || Overflows(e[2]),
        _ => false,
    };

    /// <summary>Whether one of its factors is an exponential.</summary>
    static bool AsExponential(Expr e) => e.Op switch
    {
        Op.Exp => IsUnshifted(e),
        Op.Softmax => true,
        Op.Mul => AsExponential(e[0]) || AsExponential(e[1]),
        Op.Div or Op.Neg => AsExponential(e[0]),
        Op.Select => e[1].Is(0) && AsExponential(e[2]) || e[2].Is(0) && AsExponential(e[1]),
        _ => false,
    };

    /// <summary>Whether nobody has shifted it already, by what is no variable.</summary>
    static bool IsUnshifted(Expr e)
        => ExprPool.Varies(e) && !(e[0] is { Op: Op.Sub } difference && difference[1].Op == Op.Detach);

    /// <summary>A term of a sum as weight·e^exponent; a column that is not chosen has an exponent of -∞.</summary>
    static Weighted? Split(Expr e, ExprPool pool)
    {
        switch (e.Op)
        {
            case Op.Exp when IsUnshifted(e):
                return new(pool.Constant(1), e[0]);
            case Op.Softmax:
                return new(pool.Constant(1), LogOfSoftmax(e, pool));
            case Op.Neg when Split(e[0], pool) is { } x:
                return x with { Weight = -x.Weight };
            case Op.Div when Split(e[0], pool) is { } x:
                return x with { Weight = x.Weight / e[1] };
            case Op.Mul:
                var (left, right) = (Split(e[0], pool), Split(e[1], pool));
                if (left is { } a && right is { } b)
                    return new(a.Weight * b.Weight, a.Exponent + b.Exponent);
                if (left is { } c) return c with { Weight = c.Weight * e[1] };
                return right is { } d ? d with { Weight = e[0] * d.Weight } : null;
            case Op.Select when e[1].Is(0) || e[2].Is(0):
                if (Split(e[1].Is(0) ? e[2] : e[1], pool) is not { } chosen) return null;
                // A column that is not chosen gets a weight of 0, and then its exponent does not matter.
                if (ExprPool.Varies(chosen.Weight))
                {
                    var (first, second) = e[1].Is(0) ? (e[1], chosen.Weight) : (chosen.Weight, e[2]);
                    return chosen with { Weight = pool.Select(e[0], first, second) };
                }
                var nothing = pool.Constant(double.NegativeInfinity);
                return chosen with
                {
                    Exponent = e[1].Is(0) ? pool.Select(e[0], nothing, chosen.Exponent) : pool
                    .Select(e[0], chosen.Exponent, nothing)
                };
            default:
                return null;
        }
    }

    static Expr LogOfSoftmax(Expr softmax, ExprPool pool) => softmax[0] - pool.Apply(Op.LogSumExp, softmax[0]);

    /// <summary>Σ(a + b), where one of them is exponentials, as Σa + Σb; any other as it is.</summary>
    static Expr Parted(Expr e, ExprPool pool)
        => e.Op == Op.Sum && e[0].Op is Op.Add or Op.Sub && Overflows(e[0])
            ? pool.Apply(e[0].Op, pool.Apply(Op.Sum, e[0][0]), pool.Apply(Op.Sum, e[0][1])) : e;

    /// <summary>A number of the row as mantissa·e^scale; null where there is no sum of exponentials in it.</summary>
    static Scaled? Scale(Expr e, ExprPool pool)
    {
        if (ExprPool.Varies(e)) return null;
        switch (e.Op)
        {
            case Op.Sum when OfOneColumn(e[0], pool) is { } one:
                return one;
            case Op.Sum when Parted(e, pool) is var parts && parts != e:
                return Scale(parts, pool);
            case Op.Sum when Split(e[0], pool) is { } term && e[0].Op != Op.Softmax:
                return OfSum(term, pool);
            case Op.Neg when Scale(e[0], pool) is { } x:
                return x with { Mantissa = -x.Mantissa };
            case Op.Div when Scale(e[0], pool) is { } x:
                return Scale(e[1], pool) is { } y ? new(x.Mantissa / y.Mantissa, x.Log - y.Log)
                    : x with { Mantissa = x.Mantissa / e[1] };
            case Op.Mul:
                var (left, right) = (Scale(e[0], pool), Scale(e[1], pool));
                if (left is { } a && right is { } b)
                    return new(a.Mantissa * b.Mantissa, a.Log + b.Log);
                if (left is { } c) return c with { Mantissa = c.Mantissa * e[1] };
                return right is { } d ? d with { Mantissa = e[0] * d.Mantissa } : null;
            case Op.Add or Op.Sub when Scale(e[0], pool) is not null || Scale(e[1], pool) is not null:
                return Whole(Terms(e, pool), pool) is var terms && terms.Count == 1 ? terms[0] : Together(terms, pool);
            default:
                return null;
        }
    }

    /// <summary>The terms of a sum; what has no exponential is a mantissa.</summary>
    static List<Scaled> Terms(Expr e, ExprPool pool)
    {
        e = Parted(e, pool);
        if (e.Op is Op.Add or Op.Sub)
            return [.. Terms(e[0], pool), .. Terms(e[1], pool).Select(term
                => e.Op == Op.Add ? term : term with { Mantissa = -term.Mantissa })];
        var zero = pool.Constant(0);
        return [Scale(e, pool) ?? (e.Op == Op.Exp ? new(pool.Constant(1), e[0]) : new(e, zero))];
    }

    /// <summary>
    /// The exponential of one column, Σ(i = label ? u : 0), beside those of all others, Σ(i = label ? 0 : eᵛ), is a sum
    /// over one row: a margin that one class has is a part of its logit then.
    /// </summary>
    static List<Scaled> Whole(List<Scaled> terms, ExprPool pool)
    {
        if (terms.Count != 2 || !terms.All(term => term.Mantissa.Is(1))) return terms;
        foreach (var (one, rest) in ((Expr, Expr)[])[(terms[0].Log, terms[1].Log), (terms[1].Log, terms[0].Log)])
        {
            if (one.Op != Op.Sum || one[0] is not { Op: Op.Select } picked || !picked[2].Is(0)) continue;
            if (rest.Op != Op.LogSumExp || rest[0] is not { Op: Op.Select } others || others[0] != picked[0]) continue;
            if (!others[1].Is(double.NegativeInfinity) || !IsOneColumn(picked[0])) continue;
            var row = pool.Select(picked[0], picked[1], others[2]);
            return [new(pool.Constant(1), pool.Apply(Op.LogSumExp, row))];
        }
        return terms;
    }

    /// <summary>All by the largest scale: the largest exponential is 1 then.</summary>
    static Scaled Together(List<Scaled> terms, ExprPool pool)
    {
        terms = [.. terms.Select(Apart)];
        var most = pool.Apply(Op.Detach, terms.Select(term => term.Log.Op == Op.Detach ? term.Log[0] : term.Log)
            .Distinct().Aggregate((a, b) => pool.Apply(Op.Max, a, b)));
        var sum = terms.Select(term => term.Mantissa * pool.Apply(Op.Exp, term.Log - most)).Aggregate(pool.Add);
        return new(sum, most);

        // Beside other terms the largest of a row is exact, and log Σ is not.
        Scaled Apart(Scaled term)
        {
            if (term.Log.Op != Op.LogSumExp) return term;
            var (u, shift) = (term.Log[0], pool.Apply(Op.Detach, pool.Apply(Op.RowMax, term.Log[0])));
            var sum = pool.Apply(Op.Sum, pool.Apply(Op.Decay, u, shift));
            // A row that is hidden whole has no largest, and its sum is 0.
            if (u.Op == Op.Select && u.Arguments.Any(branch => branch.Is(double.NegativeInfinity)))
                sum = pool.Select(pool.IsInfinite(shift), pool.Constant(0), sum);
            return new(term.Mantissa * sum, shift);
        }
    }

    /// <summary>
    /// A sum over the row beside each column's own exponential, as in contrastive losses the exponential of a positive.
    /// Which of the two is larger may differ from column to column. Null where the expression is no such sum.
    /// </summary>
    static Scaled? OfColumn(Expr e, ExprPool pool)
    {
        if (!ExprPool.Varies(e) || e.Op is not (Op.Add or Op.Sub)) return null;
        var (terms, zero) = (new List<Expr>(), pool.Constant(0));
        Flatten(e, isNegative: false);
        if (!terms.Any(term => Scale(term, pool) is not null) || !terms.Any(term => Own(term) is not null)) return null;
        return Together([.. terms.Select(term => Scale(term, pool) ?? Own(term) ?? new(term, zero))], pool);

        Scaled? Own(Expr term)
            => ExprPool.Varies(term) && Overflows(term) && Split(term, pool) is { } own
                ? new(own.Weight, own.Exponent) : null;

        void Flatten(Expr sum, bool isNegative)
        {
            if (sum.Op is not (Op.Add or Op.Sub))
            {
                terms.Add(isNegative ? -sum : sum);
                return;
            }
            Flatten(sum[0], isNegative);
            Flatten(sum[1], isNegative != (sum.Op == Op.Sub));
        }
    }

    /// <summary>The exponential of one column and its weight are numbers of the row; null for any other.</summary>
    static Scaled? OfOneColumn(Expr e, ExprPool pool)
    {
        if (e is not { Op: Op.Select } choice || !choice[2].Is(0) || !IsOneColumn(choice[0])) return null;
        if (choice[1].Op == Op.Softmax || Split(choice[1], pool) is not { } term) return null;
        Expr Picked(Expr u) => ExprPool.Varies(u) ? pool.Apply(Op.Sum, pool.Select(choice[0], u, choice[2])) : u;
        return new(Picked(term.Weight), Picked(term.Exponent));
    }

    static Scaled OfSum(Weighted term, ExprPool pool)
    {
        if (!ExprPool.Varies(term.Weight)) return new(term.Weight, pool.Apply(Op.LogSumExp, term.Exponent));
        var (u, shift) = Shifted(term, pool);
        // Where no column has a weight there is no largest, and the sum is 0.
        return new(pool
            .Select(pool.IsInfinite(shift), pool.Constant(0),
            pool.Apply(Op.Sum, term.Weight * pool.Apply(Op.Decay, u, shift))), shift);
    }

    /// <summary>
    /// The exponents that have a weight, and the largest of them: e^u of a column without one may be anything.
    /// </summary>
    static (Expr Exponent, Expr Shift) Shifted(Weighted term, ExprPool pool)
    {
        var hasNone = pool.Apply(Op.Eq, term.Weight, pool.Constant(0));
        var u = pool.Select(hasNone, pool.Constant(double.NegativeInfinity), term.Exponent);
        return (u, pool.Apply(Op.Detach, pool.Apply(Op.RowMax, u)));
    }

    /// <summary>
    /// A reciprocal of a sum of exponentials that meets exponentials only now, because all columns share it.
    /// </summary>
    static Expr? Met(Expr scale, Expr e, ExprPool pool) => scale.Op switch
    {
        Op.Exp when !ExprPool.Varies(scale) && Absorbs(e) && HasScale(scale[0])
            => Absorbed(e, -scale[0], pool),
        Op.Div when Met(scale[0], e, pool) is { } over => over / scale[1],
        Op.Mul when Met(scale[0], e, pool) is { } product => product * scale[1],
        Op.Mul when Met(scale[1], e, pool) is { } product => scale[0] * product,
        _ => null,
    };

    static bool HasScale(Expr e)
        => e.Op is Op.LogSumExp or Op.Detach || e.Op is Op.Add or Op.Sub or Op.Neg && e.Arguments.Any(HasScale);

    /// <summary>e·e^-scale, with the scale taken from an exponential in it where there is one.</summary>
    static Expr Absorbed(Expr e, Expr scale, ExprPool pool)
    {
        if (Split(e, pool) is { } own && SoftmaxOf(own.Exponent, scale, pool) is { } softmax)
            return own.Weight * softmax;
        if (Split(e, pool) is { } weighted && DecayOf(weighted, scale, pool) is { } decay)
            return weighted.Weight * decay;
        switch (e.Op)
        {
            case Op.Exp:
                return pool.Apply(Op.Exp, e[0] - scale);
            case Op.Add or Op.Sub:
                return pool.Apply(e.Op, Absorbed(e[0], scale, pool), Absorbed(e[1], scale, pool));
            case Op.Neg:
                return -Absorbed(e[0], scale, pool);
            case Op.Div:
                return Absorbed(e[0], scale, pool) / e[1];
            case Op.Select:
                return pool.Select(e[0], Absorbed(e[1], scale, pool), Absorbed(e[2], scale, pool));
            case Op.Constant when e.Is(0):
                return e;
            case Op.Mul when Absorbs(e[1]) && !Absorbs(e[0]):
                return e[0] * Absorbed(e[1], scale, pool);
            case Op.Mul when Absorbs(e[0]):
                return Absorbed(e[0], scale, pool) * e[1];
            case Op.Sum when Parted(e, pool) is var parts && parts != e:
                return Absorbed(parts, scale, pool);
            case Op.Sum when OfOneColumn(e[0], pool) is { } one:
                return one.Mantissa * pool.Apply(Op.Exp, one.Log - scale);
            case Op.Sum when e[0].Op != Op.Softmax && Split(e[0], pool) is { } term:
                return OverScale(term, scale, pool);
            default:
                return e * pool.Apply(Op.Exp, -scale);
        }
    }

    static bool Absorbs(Expr e) => e.Op switch
    {
        Op.Exp => true,
        Op.Sum => AsExponential(e[0]) && e[0].Op != Op.Softmax
            || e[0].Op is Op.Add or Op.Sub && Overflows(e[0]) && (AsExponential(e[0][0]) || AsExponential(e[0][1])),
        Op.Mul => Absorbs(e[0]) || Absorbs(e[1]),
        Op.Div or Op.Neg => Absorbs(e[0]),
        Op.Add or Op.Sub => Absorbs(e[0]) || Absorbs(e[1]),
        Op.Select => (Absorbs(e[1]) || e[1].Is(0)) && (Absorbs(e[2]) || e[2].Is(0)),
        _ => false,
    };

    /// <summary>e^(u - logsumexp(u)), where both may have been shifted; null where the scale is another.</summary>
    static Expr? SoftmaxOf(Expr exponent, Expr scale, ExprPool pool)
    {
        if (scale is { Op: Op.Sub } && exponent is { Op: Op.Sub } && scale[1] == exponent[1])
            (exponent, scale) = (exponent[0], scale[0]);
        return scale.Op == Op.LogSumExp && scale[0] == exponent ? pool.Apply(Op.Softmax, exponent) : null;
    }

    /// <summary>Σ weight·e^(u - scale).</summary>
    static Expr OverScale(Weighted term, Expr scale, ExprPool pool)
    {
        // Of the same exponents it is a mean by the weights of their softmax, or a part of these.
        if (SoftmaxOf(term.Exponent, scale, pool) is { } softmax)
            return pool.Apply(Op.Sum, term.Weight * softmax);
        if (DecayOf(term, scale, pool) is { } decay) return pool.Apply(Op.Sum, term.Weight * decay);
        var own = OfSum(term, pool);
        return own.Mantissa * pool.Apply(Op.Exp, own.Log - scale);
    }

    /// <summary>
    /// The shifted exponential where the scale is the largest of the same exponents, by weights that are a part of
    /// these.
    /// </summary>
    static Expr? DecayOf(Weighted term, Expr scale, ExprPool pool)
    {
        if (!(scale.Op == Op.Detach && scale[0] is { Op: Op.RowMax } largest && largest[0] is { Op: Op.Select } masked))
            return null;
        if (masked[2] != term.Exponent || masked[0].Op != Op.Eq) return null;
        var weight = masked[0][0].IsConstant ? masked[0][1] : masked[0][0];
        return Divides(weight, term.Weight) ? pool.Apply(Op.Decay, masked, scale) : null;
    }

    static bool Divides(Expr factor, Expr product)
        => product == factor || product.Op == Op.Mul && (Divides(factor, product[0]) || Divides(factor, product[1]));

    /// <summary>The logarithm of a product, factor by factor.</summary>
    static Expr? Logarithm(Expr e, ExprPool pool)
    {
        switch (e.Op)
        {
            case Op.Softmax:
                return LogOfSoftmax(e, pool);
            case Op.Exp:
                return e[0];
            case Op.Mul or Op.Div:
                var (a, b) = (HasSum(e[0]), HasSum(e[1]));
                // A factor whose sign nobody knows stays with a mantissa.
                (a, b) = (a || e[0].Op == Op.Exp || HasFactor(e[0]), b || e[1].Op == Op.Exp || HasFactor(e[1]));
                var (left, right) = (a ? Logarithm(e[0], pool) : Plain(e[0], pool), b ? Logarithm(e[1], pool)
                    : Plain(e[1], pool));
                return left is null || right is null ? null : pool.Apply(e.Op == Op.Mul ? Op.Add : Op.Sub, left, right);
            case Op.Pow when Logarithm(e[0], pool) is { } power:
                return e[1] * power;
            case Op.Sqrt when Logarithm(e[0], pool) is { } root:
                return 0.5 * root;
            case Op.Sum when e[0] is { Op: Op.Select } choice && choice[2].Is(0) && IsOneColumn(choice[0])
                && (HasSum(choice[1]) || AsExponential(choice[1])):
                return Logarithm(choice[1], pool) is { } chosen
                    ? pool.Apply(Op.Sum, pool.Select(choice[0], chosen, pool.Constant(0))) : null;
            case Op.Sum when !ExprPool.Varies(e) && Parted(e, pool) is var parts && parts != e:
                return OfTerms(Whole(Terms(parts, pool), pool), pool);
            case Op.Sum when Split(e[0], pool) is { } term:
                var log = OfScaled(OfSum(term, pool), pool);
                return Rest(e[0], pool) is { } rest ? BesideRest(rest, log, pool) : log;
            case Op.Add or Op.Sub when !ExprPool.Varies(e):
                return OfTerms(Whole(Terms(e, pool), pool), pool);
            default:
                return null;
        }
    }

    /// <summary>
    /// Of the weights of a softmax, the sum of those that this choice leaves out; null for any other.
    /// </summary>
    static Expr? Rest(Expr chosen, ExprPool pool)
    {
        if (chosen is not { Op: Op.Select }) return null;
        var (condition, zero) = (chosen[0], pool.Constant(0));
        if (chosen[1].Is(0) && chosen[2].Op == Op.Softmax)
            return pool.Apply(Op.Sum, pool.Select(condition, chosen[2], zero));
        return chosen[2].Is(0) && chosen[1].Op == Op.Softmax
            ? pool.Apply(Op.Sum, pool.Select(condition, zero, chosen[1])) : null;
    }

    /// <summary>
    /// The logarithm of nearly all weights is log(1 - rest): a sum beside 1 would be rounded to multiples of 2⁻²⁴.
    /// </summary>
    static Expr BesideRest(Expr rest, Expr log, ExprPool pool)
        => pool.Select(rest <= 0.5, pool.Apply(Op.Log1P, -rest), log);

    static Expr? Plain(Expr e, ExprPool pool) => e.Is(1) ? pool.Constant(0) : pool.Apply(Op.Log, e);

    static bool IsOneColumn(Expr condition)
        => condition.Op == Op.Eq && condition.Arguments.Any(side => side.Op == Op.Index) && condition.Arguments
        .Any(side => !ExprPool.Varies(side));

    /// <summary>An infinite scale is the result, as of a row that is hidden whole.</summary>
    static Expr OfScaled(Scaled e, ExprPool pool)
    {
        if (e.Mantissa.Is(1)) return e.Log;
        var log = pool.Apply(Op.Log, e.Mantissa);
        if (e.Log.Op == Op.LogSumExp) return e.Log + log;
        return e.Log + pool.Select(pool.IsInfinite(e.Log), pool.Constant(0), log);
    }

    /// <summary>
    /// Of two terms one of which has no exponential, or which are exponentials both, the identities of numbers know
    /// better forms.
    /// </summary>
    static Expr OfTerms(List<Scaled> terms, ExprPool pool)
    {
        if (terms.Count == 1) return OfScaled(terms[0], pool);
        if (terms.Count == 2 && terms.All(term => term.Mantissa.Is(1) || term.Log.Is(0)))
            return pool.Apply(Op.Log, terms.Select(term
                => term.Log.Is(0) ? term.Mantissa : pool.Apply(Op.Exp, term.Log)).Aggregate(pool.Add));
        return OfScaled(Together(terms, pool), pool);
    }

    /// <summary>
    /// The logarithm of a number that is nothing but sums of exponentials multiplied; null for any other.
    /// </summary>
    static Expr? Pure(Expr e, ExprPool pool)
        => Scale(e, pool) is { } scaled && scaled.Mantissa.Is(1) ? scaled.Log : null;

    /// <summary>A power of exponentials, multiplied in each column or summed, is an exponential.</summary>
    static Expr? Power(Expr e, Expr exponent, ExprPool pool)
    {
        if (ExprPool.Varies(e))
        {
            return Split(e, pool) is { } term && term.Weight.Is(1)
                ? pool.Apply(Op.Exp, exponent * term.Exponent) : null;
        }
        if (!Overflows(e) || Scale(e, pool) is not { } sum) return null;
        var scale = pool.Apply(Op.Exp, exponent * sum.Log);
        return sum.Mantissa.Is(1) ? scale : pool.Apply(Op.Pow, sum.Mantissa, exponent) * scale;
    }
}
