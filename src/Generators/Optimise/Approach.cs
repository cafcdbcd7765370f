// A formula as one of its variables goes to infinity or to a point, the others standing still: the leading terms of
// its growth (Hardy 1910; Gruntz 1996), whose factors are formulas of the others. Where the sign of such a factor
// decides, the sign at a sample is taken and noted: what is found holds for all inputs that agree with the notes.
// LimitCases puts the cases together.
namespace Kernels.Optimise;

internal sealed partial class Approach
{
    /// <summary>A sum of numbers that cancels to less than this is 0.</summary>
    const double Noise = 1e-13;

    /// <summary>A formula whose factors need more than this is followed no further.</summary>
    const int MostNodes = 1000;

    readonly Sides sides;
    readonly ExprPool pool;
    readonly int start;
    readonly Sample sample;
    readonly int length;
    readonly Coefficient zero, one;
    readonly Monomial unit;
    readonly Dictionary<Expr, Growth> known = [];
    readonly Dictionary<Expr, int> noted = [];

    /// <param name="length">How many terms of a sum are followed.</param>
    public Approach(Sides sides, Sample sample, int length)
    {
        (this.sides, pool, this.sample, this.length) = (sides, sides.Pool, sample, length);
        start = pool.Count;
        (zero, one) = (Number(0), Number(1));
        unit = new([], zero, zero);
    }

    /// <summary>What decided, in order: the sign of a factor, or whether a condition holds.</summary>
    public List<(Expr Value, int Sign)> Notes { get; } = [];

    /// <summary>
    /// The limit as a formula of the other inputs: ±∞, a finite one, or 0 with the sign of the values on the way.
    /// </summary>
    /// <exception cref="NoLimitException">Nothing is known.</exception>
    public Expr Limit(Expr e)
    {
        var growth = Of(e);
        foreach (var (factor, monomial) in growth.Terms)
        {
            var order = Compare(monomial, unit);
            if (order == 0) return factor.Value;
            if (order < 0) return pool.Constant(sides.SignOf(factor.Value) < 0 ? -0.0 : 0);
            if (Sign(factor) is not 0 and var sign) return pool.Constant(sign * double.PositiveInfinity);
        }
        if (growth.Rest is { } rest && Compare(rest, unit) >= 0) throw new NoLimitException();
        return pool.Constant(0);
    }

    Growth Of(Expr e)
    {
        if (known.TryGetValue(e, out var growth)) return growth;
        sides.Cancellation.ThrowIfCancellationRequested();
        if (pool.Count - start > MostNodes || sides.IsSpent) throw new NoLimitException();
        return known[e] = e == sides.Variable ? Variable()
            : sides.Moves(e) ? Compute(e)
            : Constant(new Coefficient(e, sides.At(e, sample)));
    }

    Growth Variable()
    {
        if (sides.Point is null) return new([new(Number(sides.Side), Power(1))], null);
        return Sum(Of(sides.Point), new([new(Number(sides.Side), Power(-1))], null));
    }

    Coefficient Number(double value) => new(pool.Constant(value), value);

    Monomial Power(double power) => new([], Number(power), zero);

    Growth Constant(Coefficient c)
    {
        if (double.IsNaN(c.Number) || double.IsInfinity(c.Number)) throw new NoLimitException(isOfSample: true);
        return new(c.Value.Is(0) ? [] : [new(c, unit)], null);
    }

    Growth Constant(double value) => Constant(Number(value));

    /// <summary>
    /// The sign of a factor; noted where other inputs may have another.
    /// Of a product that of its factors: these are fewer.
    /// </summary>
    int Sign(Coefficient c) => Sign(c.Value, c.Number);

    int Sign(Expr e, double number) => sides.SignOf(e) is { } always ? always : e.Op switch
    {
        Op.Neg => -Sign(e[0], -number),
        Op.Mul or Op.Div
            => Sign(e[0], sides.At(e[0], sample)) is not 0 and var sign ? sign * Sign(e[1], sides.At(e[1], sample)) : 0,
        _ => double.IsNaN(number) ? throw new NoLimitException() : Noted(e, Math.Sign(number)),
    };

    int Noted(Expr value, int sign)
    {
        if (double.IsNaN(sides.At(value, sample))) throw new NoLimitException(isOfSample: true);
        if (noted.TryGetValue(value, out var known)) return known;
        Notes.Add((value, sign));
        return noted[value] = sign;
    }

    /// <summary>Whether a condition holds in the end.</summary>
    bool Holds(Expr mask)
    {
        if (!sides.Moves(mask))
        {
            var holds = sides.At(mask, sample) != 0 ? 1 : 0;
            return (sides.SignOf(mask) ?? Noted(mask, holds)) != 0;
        }
        return mask.Op switch
        {
            Op.And => Holds(mask[0]) && Holds(mask[1]),
            Op.Or => Holds(mask[0]) || Holds(mask[1]),
            Op.Not => !Holds(mask[0]),
            Op.Select => Holds(mask[0]) ? Holds(mask[1]) : Holds(mask[2]),
            _ => SignOf(Difference(Of(mask[0]), Of(mask[1]))) is var sign && mask.Op switch
            {
                Op.Lt => sign < 0,
                Op.Le => sign <= 0,
                Op.Gt => sign > 0,
                Op.Ge => sign >= 0,
                Op.Eq => sign == 0,
                _ => throw new NoLimitException(),
            },
        };
    }

    /// <summary>The sign in the end.</summary>
    int SignOf(Growth g) => g.IsZero ? 0 : Leading(g) is { } lead ? Sign(lead.Factor) : 0;

    /// <summary>The first term whose factor is not 0; null where all is 0.</summary>
    GrowthTerm? Leading(Growth g)
    {
        foreach (var term in g.Terms)
            if (Sign(term.Factor) != 0) return term;
        return g.Rest is null ? null : throw new NoLimitException();
    }

    /// <summary>Which of two grows faster: 1 the first, -1 the second.</summary>
    int Compare(Monomial a, Monomial b)
    {
        if (a == b) return 0;
        if (a.Exponent != b.Exponent && a.Exponent.Count + b.Exponent.Count > 0)
            foreach (var (factor, _) in Combined([.. a.Exponent, .. b.Exponent.Select(Opposite)]))
                if (Sign(factor) is not 0 and var sign) return sign;
        return Sign(Minus(a.Power, b.Power)) is not 0 and var power ? power : Sign(Minus(a.LogPower, b.LogPower));
    }

    GrowthTerm Opposite(GrowthTerm term) => term with { Factor = Times(Number(-1), term.Factor) };

    Coefficient Plus(Coefficient a, Coefficient b)
    {
        var sum = a.Number + b.Number;
        if (Math.Abs(sum) <= Noise * (Math.Abs(a.Number) + Math.Abs(b.Number))) sum = 0;
        var ((m, x), (n, y)) = (Multiple(a.Value), Multiple(b.Value));
        var multiple = Math.Abs(m + n) <= Noise * (Math.Abs(m) + Math.Abs(n)) ? 0 : m + n;
        var value = x == y ? multiple == 0 ? pool.Constant(0) : multiple * x : a.Value + b.Value;
        return new(sum == 0 && sides.IsNothing(value) ? pool.Constant(0) : value, sum);
    }

    /// <summary>A factor as a multiple of something.</summary>
    (double, Expr) Multiple(Expr e) => e.Op switch
    {
        Op.Constant => (e.Constant, one.Value),
        Op.Neg when Multiple(e[0]) is var (c, rest) => (-c, rest),
        Op.Mul when e[0].IsConstant => (e[0].Constant, e[1]),
        _ => (1, e),
    };

    Coefficient Minus(Coefficient a, Coefficient b) => Plus(a, Times(Number(-1), b));

    Coefficient Times(Coefficient a, Coefficient b)
        => a.Value.Is(0) ? a : b.Value.Is(0) ? b : new(Fraction(a.Value, b.Value, 1), a.Number * b.Number);

    Coefficient Over(Coefficient a, Coefficient b) => new(Fraction(a.Value, b.Value, -1), a.Number / b.Number);

    /// <summary>a·b or a/b as one fraction in which equal factors have cancelled.</summary>
    Expr Fraction(Expr a, Expr b, int power)
    {
        if (a.IsConstant && (b.IsConstant || power > 0 && b.Op != Op.Mul && b.Op != Op.Div))
            return pool.Apply(power > 0 ? Op.Mul : Op.Div, a, b);
        var (constant, powers) = (1.0, new SortedDictionary<int, (Expr Factor, int Power)>());
        Gather(a, 1);
        Gather(b, power);
        Expr Product(IEnumerable<Expr> factors) => factors.Aggregate(pool.Constant(1), pool.Mul);
        var over = Product(powers.Values.SelectMany(each => Enumerable.Repeat(each.Factor, Math.Max(0, each.Power))));
        var under = Product(powers.Values.SelectMany(each => Enumerable.Repeat(each.Factor, Math.Max(0, -each.Power))));
        return constant * (under.Is(1) ? over : over / under);

        void Gather(Expr e, int sign)
        {
            if (e.IsConstant) constant = sign > 0 ? constant * e.Constant : constant / e.Constant;
            else if (e.Op is Op.Mul or Op.Div)
            {
                Gather(e[0], sign);
                Gather(e[1], e.Op == Op.Mul ? sign : -sign);
            }
            else if (e.Op == Op.Neg)
            {
                constant = -constant;
                Gather(e[0], sign);
            }
            else powers[e.Id] = (e, sign + (powers.TryGetValue(e.Id, out var known) ? known.Power : 0));
        }
    }

    Coefficient Applied(Op op, Coefficient a, Coefficient b = default)
    {
        var number = Interpreter.Apply(op, a.Number, b.Number, 0);
        if (double.IsNaN(number) || double.IsInfinity(number)) throw new NoLimitException(isOfSample: true);
        return new(b.Value is null ? pool.Apply(op, a.Value) : pool.Apply(op, a.Value, b.Value), number);
    }

    /// <summary>The terms in order, those of the same growth added.</summary>
    List<GrowthTerm> Combined(IEnumerable<GrowthTerm> terms)
    {
        var sorted = new List<GrowthTerm>();
        foreach (var term in terms)
        {
            if (term.Factor.Value.Is(0)) continue;
            int at = 0, order = -1;
            for (; at < sorted.Count && (order = Compare(sorted[at].Monomial, term.Monomial)) > 0; at++) { }
            if (at == sorted.Count || order < 0) sorted.Insert(at, term);
            else if (Plus(sorted[at].Factor, term.Factor) is var sum && sum.Value.Is(0)) sorted.RemoveAt(at);
            else sorted[at] = sorted[at] with { Factor = sum };
        }
        return sorted;
    }

    /// <summary>What counts beside the rest, and no more terms than are followed.</summary>
    Growth Shortened(IEnumerable<GrowthTerm> terms, Monomial? rest)
    {
        var sorted = Combined(terms);
        if (rest is not null) sorted.RemoveAll(term => Compare(term.Monomial, rest) <= 0);
        return sorted.Count <= length ? new(sorted, rest) : new(sorted.GetRange(0, length), sorted[length].Monomial);
    }

    Monomial? Larger(Monomial? a, Monomial? b) => a is null ? b : b is null ? a : Compare(a, b) >= 0 ? a : b;

    Growth Sum(Growth a, Growth b)
        => a.IsZero ? b : b.IsZero ? a : Shortened(a.Terms.Concat(b.Terms), Larger(a.Rest, b.Rest));

    Growth Difference(Growth a, Growth b) => Sum(a, Times(-1, b));

    Growth Times(double factor, Growth g) => Times(Number(factor), g);

    Growth Times(Coefficient factor, Growth g)
        => factor.Value.Is(0) ? new([], null)
            : g with { Terms = [.. g.Terms.Select(term => term with { Factor = Times(factor, term.Factor) })] };

    Growth Product(Growth a, Growth b)
    {
        if (a.IsZero || b.IsZero) return new([], null);
        sides.Spend(16 * a.Terms.Count * b.Terms.Count);
        if (sides.IsSpent) throw new NoLimitException();
        var rest = Larger(Beyond(a, b), Beyond(b, a));
        if (a.Rest is not null && b.Rest is not null) rest = Larger(rest, Times(a.Rest, b.Rest));
        return Shortened(a.Terms.SelectMany(
            x => b.Terms.Select(y => new GrowthTerm(Times(x.Factor, y.Factor), Times(x.Monomial, y.Monomial)))), rest);

        Monomial? Beyond(Growth left, Growth right)
            => left.Rest is null || right.Terms.Count == 0 ? null : Times(left.Rest, right.Terms[0].Monomial);
    }

    Monomial Times(Monomial a, Monomial b)
        => a == unit ? b : b == unit ? a : new(
            a.Exponent.Count == 0 ? b.Exponent
                : b.Exponent.Count == 0 ? a.Exponent
                : Combined([.. a.Exponent, .. b.Exponent]),
            Plus(a.Power, b.Power), Plus(a.LogPower, b.LogPower));

    Monomial Raised(Monomial m, Coefficient power)
        => new([.. m.Exponent.Select(term => term with { Factor = Times(power, term.Factor) })],
            Times(power, m.Power), Times(power, m.LogPower));

    /// <summary>A growth as c·m·(1 + d), where d vanishes.</summary>
    (Coefficient Factor, Monomial Monomial, Growth Small) Split(Growth g)
    {
        if (Leading(g) is not { } lead) throw new NoLimitException();
        var inverse = Raised(lead.Monomial, Number(-1));
        var others = g.Terms.SkipWhile(term => term.Monomial != lead.Monomial).Skip(1)
            .Select(term => new GrowthTerm(Over(term.Factor, lead.Factor), Times(term.Monomial, inverse)));
        return (lead.Factor, lead.Monomial, Shortened(others, g.Rest is null ? null : Times(g.Rest, inverse)));
    }

    /// <summary>c₀ + c₁·d + c₂·d² + … for a d that vanishes.</summary>
    Growth Series(Growth small, Func<int, Coefficient> coefficient)
    {
        var (sum, power) = (Constant(coefficient(0)), Constant(1));
        if (small.IsZero) return sum;
        for (var k = 1; k <= length; k++)
        {
            power = Product(power, small);
            sum = Sum(sum, Times(coefficient(k), power));
        }
        var last = Product(power, small);
        return Shortened(sum.Terms, Larger(sum.Rest, last.Terms.Count > 0 ? last.Terms[0].Monomial : last.Rest));
    }

    Growth Scaled(Coefficient factor, Monomial monomial, Growth g) => Product(new([new(factor, monomial)], null), g);
}
