// Sums in which the largest value of a row cancels. log softmax is (x - max) - log Σe^(x - max). Written as x -
// logsumexp(x), a row at 10⁷ would lose the digits of the logarithm. So each logit x becomes max + (x - max), each
// logsumexp becomes max + log Σe^(x - max), and the coefficients of max are added up as formulas. Mostly their sum is
// 0; otherwise max is multiplied by it once. The logarithms are added last.
namespace Kernels.Schedule;

internal sealed partial class RowForms
{
    /// <summary>
    /// An exponential below this counts as 0. Float lanes have no positive number so small, and double lanes clamp
    /// their exponentials at e⁻⁷⁰⁰.
    /// </summary>
    const double Vanished = 1e-50;

    /// <summary>
    /// The most terms or factors that are listed: a formula with shared nodes may have exponentially many.
    /// </summary>
    const int Most = 64;

    enum Kind { Logit, Logarithm, Largest, Other }

    /// <summary>One term of a sum: Outer·Value, or Outer·Σ(Inner·Value).</summary>
    /// <param name="Logits">The row of logits whose largest it contains; null for <see cref="Kind.Other"/>.</param>
    /// <param name="Value">What is multiplied: for a logit, the logits themselves.</param>
    readonly record struct Term(Kind Kind, Expr Outer, Expr? Inner, Expr Value, Expr? Logits);

    /// <summary>
    /// Values that are a multiple of logits whose exponentials are summed: in softmax(x/t), x is t times the logits.
    /// </summary>
    readonly Dictionary<Expr, (Expr Logits, Expr Factor)> logits = [];

    /// <summary>Inputs that logits are made of: where one is -∞, the logit is -∞.</summary>
    readonly HashSet<int> logitInputs = [];

    /// <summary>
    /// Logits that are a choice, by condition and branch: the logit of one class is picked as it is written there.
    /// </summary>
    readonly Dictionary<(Expr Condition, Expr Branch, int At), Expr> branches = [];

    readonly Dictionary<Expr, bool> bearing = [], unbounded = [], cancelling = [];

    void FindLogits(Expr[] roots)
    {
        var one = from.Constant(1);
        var all = Body.Reached(roots)
            .Where(e => e.Op is Op.Softmax or Op.LogSumExp || e.Op == Op.Decay && e[1] == Shift(e[0]))
            .Select(e => e[0]).Distinct().ToArray();
        foreach (var u in all) logits[u] = (u, one);
        foreach (var u in all.Where(u => u.Op == Op.Select && !IsMask(u[1]) && !IsMask(u[2])))
            foreach (var at in (int[])[1, 2])
                if (ExprPool.Varies(u[at])) branches[(u[0], u[at], at)] = u;
        foreach (var u in all)
        {
            // Behind a mask, a sign or a temperature.
            var (inner, factor) = (u, one);
            if (inner.Op == Op.Select && inner.Arguments.Skip(1).FirstOrDefault(IsMask) is { } mask)
                inner = inner[1] == mask ? inner[2] : inner[1];
            if (inner.Op == Op.Neg) (inner, factor) = (inner[0], from.Constant(-1));
            if (inner.Op == Op.Mul && !ExprPool.Varies(inner[0]))
                (inner, factor) = (inner[1], factor / inner[0]);
            else if (inner.Op == Op.Mul && !ExprPool.Varies(inner[1]))
                (inner, factor) = (inner[0], factor / inner[1]);
            else if (inner.Op == Op.Div && !ExprPool.Varies(inner[1]))
                (inner, factor) = (inner[0], factor * inner[1]);
            if (ExprPool.Varies(inner) && !inner.IsConstant && !logits.ContainsKey(inner)) logits[inner] = (u, factor);
        }
        foreach (var input in Body.Reached(all).Where(e => e.Op == Op.Input && ExprPool.Varies(e)))
            logitInputs.Add(input.Index);

        static bool IsMask(Expr e) => e.Is(double.NegativeInfinity);
    }

    Expr Shift(Expr u) => from.Apply(Op.Detach, from.Apply(Op.RowMax, u));

    static Expr? LargestOf(Expr e)
        => e.Op == Op.RowMax ? e[0] : e.Op == Op.Detach && e[0].Op == Op.RowMax ? e[0][0] : null;

    /// <summary>Whether it has logits or their logarithms as terms.</summary>
    bool Bears(Expr e)
    {
        if (bearing.TryGetValue(e, out var known)) return known;
        return bearing[e] = logits.ContainsKey(e) || LargestOf(e) is not null || e.Op switch
        {
            Op.LogSumExp => true,
            Op.Add or Op.Sub => Bears(e[0]) || Bears(e[1]),
            Op.Mul => Bears(e[0]) != Bears(e[1]),
            Op.Div => Bears(e[0]) && !Bears(e[1]),
            Op.Neg or Op.Sum => Bears(e[0]),
            Op.Select => Bears(Branch(e, 1)) || Bears(Branch(e, 2)),
            _ => false,
        };
    }

    /// <summary>A branch of a choice, or the logits of which it is that branch.</summary>
    Expr Branch(Expr choice, int at)
        => branches.TryGetValue((choice[0], choice[at], at), out var whole) && whole != choice ? whole : choice[at];

    /// <summary>
    /// The sum with the largest of each row taken out, or null where it has no two terms that share one.
    /// </summary>
    Expr? Shifted(Expr e)
    {
        if (e.Op is not (Op.Add or Op.Sub or Op.Sum) || !Bears(e)) return null;
        var terms = new List<Term>();
        var one = from.Constant(1);
        // The sum itself may be logits, so look at its operands.
        if (e.Op == Op.Sum) Flatten(e[0], one, one, terms);
        else Flatten(e[0], one, null, terms);
        if (e.Op != Op.Sum) Flatten(e[1], e.Op == Op.Add ? one : from.Constant(-1), null, terms);
        return IsWorthwhile(terms) || IsDifference(terms) ? Assemble(terms) : null;
    }

    /// <summary>
    /// Logits times weights from a softmax that add up to 0, as in the gradient of a temperature. An offset of the row
    /// cancels in such a sum, but in each term only if it is subtracted first.
    /// </summary>
    bool IsDifference(List<Term> terms)
        => terms.Count(term => term.Kind != Kind.Other) == 1
            && terms.First(term => term.Kind != Kind.Other) is { Kind: Kind.Logit, Inner: { } weights } term
            && HasSoftmax(weights) && RowTrial.Constant(from.Apply(Op.Sum, weights)) == 0;

    /// <summary>
    /// The same for an input that is not itself a logit, as x in softmax(scale·x + mask); null for any other sum.
    /// </summary>
    Expr? Difference(Expr e)
    {
        var factors = Factors(e[0]);
        foreach (var input in factors.Where(factor => factor.Op == Op.Input && logitInputs.Contains(factor.Index)))
        {
            if (input.Index == upstream || factors.Count(factor => factor == input) > 1) continue;
            var weights = factors.Where(factor => factor != input).Aggregate(from.Constant(1), from.Mul);
            if (!HasSoftmax(weights) || RowTrial.Constant(from.Apply(Op.Sum, weights)) != 0) continue;
            var value = Rewrite(input);
            return Weighted(from.Constant(1), weights, pool.Node(Op.Sub, value, Largest(value)));
        }
        return null;
    }

    static bool HasSoftmax(Expr weights) => Body.Reached(weights).Any(e => e.Op is Op.Softmax or Op.Decay);

    /// <summary>
    /// Whether the largest value may cancel: a logarithm with a logit, another logarithm or a largest value; two
    /// largest values; or a mean with the weights of a softmax and what it is the mean of.
    /// </summary>
    static bool IsWorthwhile(List<Term> terms)
    {
        var shifted = terms.Where(term => term.Kind != Kind.Other).ToArray();
        return shifted.Length > 1
            && (shifted.Any(term => term.Kind == Kind.Logarithm)
                || shifted.Any(term => term.Kind == Kind.Largest && HasLogit(term.Logits!))
                || shifted.Count(term => term.Kind == Kind.Largest) > 1
                || shifted.Any(term => term.Inner is { } weights && HasSoftmax(weights)));

        bool HasLogit(Expr row) => shifted.Any(term => term.Kind == Kind.Logit && term.Logits == row);
    }

    void Flatten(Expr e, Expr outer, Expr? inner, List<Term> terms)
    {
        // What all columns share is moved out of the sum.
        if (inner is not null && !ExprPool.Varies(e))
            (outer, inner) = (outer * from.Apply(Op.Sum, inner), null);
        if (logits.TryGetValue(e, out var row))
        {
            terms.Add(new(Kind.Logit, outer * row.Factor, inner, row.Logits, row.Logits));
            // The value is not masked, even if the logits are.
            if (row.Logits.Op == Op.Select && e.Op != Op.Select)
                terms[terms.Count - 1] = terms[terms.Count - 1] with { Value = e / row.Factor };
            return;
        }
        if (!Bears(e) || terms.Count > Most || e.Op == Op.Mul && inner is null && Bearing(e) is { } factor
            && Cancels(factor))
        {
            terms.Add(new(Kind.Other, outer, inner, e, null));
            return;
        }
        switch (e.Op)
        {
            case Op.LogSumExp:
                terms.Add(new(Kind.Logarithm, outer, inner, e, e[0]));
                break;
            case Op.RowMax or Op.Detach:
                terms.Add(new(Kind.Largest, outer, inner, e, LargestOf(e)));
                break;
            case Op.Neg:
                Flatten(e[0], -outer, inner, terms);
                break;
            case Op.Add or Op.Sub:
                Flatten(e[0], outer, inner, terms);
                Flatten(e[1], e.Op == Op.Add ? outer : -outer, inner, terms);
                break;
            case Op.Mul:
                var bears = Bearing(e);
                Scaled(bears, value => value * (bears == e[0] ? e[1] : e[0]), bears == e[0] ? e[1] : e[0]);
                break;
            case Op.Div:
                Scaled(e[0], value => value / e[1], e[1]);
                break;
            case Op.Select:
                var (one, zero) = (from.Constant(1), from.Constant(0));
                Chosen(Branch(e, 1), from.Select(e[0], one, zero));
                Chosen(Branch(e, 2), from.Select(e[0], zero, one));
                break;
            case Op.Sum:
                Flatten(e[0], outer, from.Constant(1), terms);
                break;
        }

        void Chosen(Expr branch, Expr isChosen)
        {
            if (!branch.Is(0)) Scaled(branch, value => value * isChosen, isChosen);
        }

        void Scaled(Expr value, Func<Expr, Expr> times, Expr by)
        {
            if (inner is null || !ExprPool.Varies(by)) Flatten(value, times(outer), inner, terms);
            else Flatten(value, outer, times(inner), terms);
        }
    }

    /// <summary>The factor of a product that has a logit in it.</summary>
    Expr Bearing(Expr product) => Bears(product[0]) ? product[0] : product[1];

    /// <summary>Whether the largest value cancels within it: then it is a factor like any other.</summary>
    bool Cancels(Expr e)
    {
        if (cancelling.TryGetValue(e, out var known)) return known;
        var terms = new List<Term>();
        Flatten(e, from.Constant(1), null, terms);
        return cancelling[e] = IsWorthwhile(terms) && Rows(terms).All(row => Coefficient(Of(terms, row)).Is(0));
    }

    /// <summary>The sum of the coefficients of a largest value or a logarithm, as a constant if it is one.</summary>
    Expr Coefficient(IEnumerable<Term> terms)
    {
        var sum = terms.Select(Weight).DefaultIfEmpty(from.Constant(0)).Aggregate(from.Add);
        return RowTrial.Constant(sum) is { } constant ? from.Constant(constant) : sum;
    }

    Expr Weight(Term term) => term.Inner is null ? term.Outer : term.Outer * from.Apply(Op.Sum, term.Inner);

    static Expr[] Rows(List<Term> terms)
        => [.. terms.Where(term => term.Logits is not null).Select(term => term.Logits!).Distinct()];

    static IEnumerable<Term> Of(List<Term> terms, Expr row) => terms.Where(term => term.Logits == row);

    Expr Assemble(List<Term> terms)
    {
        var largest = Rows(terms)
            .Select(row => (By: Coefficient(Of(terms, row)), Value: Largest(Rewrite(row))))
            .Where(each => !each.By.Is(0)).ToArray();
        var logarithms = Rows(terms).Select(row
            => Times(Coefficient(Of(terms, row).Where(term => term.Kind == Kind.Logarithm)), LogOfSum(Rewrite(row))));

        // Add differences with the same weights before weighting them.
        var differences = terms.Where(term => term.Kind == Kind.Logit).Select(Picked)
            .GroupBy(term => (Unsigned(term.Outer).Value, term.Inner))
            .Select(group => Weighted(group.Key.Value, group.Key.Inner, Added(group.Select(Below))));
        var others = terms.Where(term => term.Kind == Kind.Other).Select(term => Rewrite(Written(term)));
        // Largest terms first: what is left of the largest value is as large as the others, the logarithms are small.
        return Added(largest.Length == 0 ? differences.Concat(others).Concat(logarithms)
            : others.Prepend(Apart(largest)).Concat(differences).Concat(logarithms));
    }

    Expr Written(Term term) => term.Inner is null ? term.Outer * term.Value
        : term.Outer * from.Apply(Op.Sum, term.Inner * term.Value);

    /// <summary>The sum of largest values. A difference of two, such as c·m - m′, is rounded once.</summary>
    Expr Apart((Expr By, Expr Value)[] largest)
    {
        if (largest.Length == 2)
            foreach (var (one, other) in new[] { (largest[0], largest[1]), (largest[1], largest[0]) })
                if (other.By.Is(-1)) return pool.Apply(Op.Below, Times(one.By, one.Value), other.Value);
        return Added(largest.Select(each => Times(each.By, each.Value)));
    }

    /// <summary>The logit of one column as a number of the row: the sum that picks an input rounds nothing.</summary>
    Term Picked(Term term)
        => term is { Inner: { Op: Op.Select } choice, Value.Op: Op.Input } && choice[1].Is(1) && choice[2].Is(0)
        && IsOneColumn(choice[0])
        ? term with { Inner = null, Value = from.Apply(Op.Sum, choice * term.Value) } : term;

    static bool IsOneColumn(Expr condition)
        => condition.Op == Op.Eq && condition.Arguments.Any(side => side.Op == Op.Index) && condition.Arguments
            .Any(side => !ExprPool.Varies(side));

    /// <summary>x - max, with the sign that it has in the sum.</summary>
    Expr Below(Term term)
    {
        var below = pool.Apply(Op.Below, Rewrite(term.Value), Largest(Rewrite(term.Logits!)));
        return Unsigned(term.Outer).IsNegative ? -below : below;
    }

    /// <summary>log Σe^(x - max), or 0 where the largest value is infinite and the differences suffice.</summary>
    Expr LogOfSum(Expr x)
        => pool.Select(pool.IsInfinite(Largest(x)), pool.Constant(0), pool.Apply(Op.Log, pool.Apply(Op.Sum, Decay(x))));

    Expr Times(Expr coefficient, Expr value) => coefficient.Is(0) ? coefficient : Rewrite(coefficient) * value;

    /// <summary>The sum of the terms, negated ones last, so that it does not begin with a sign.</summary>
    Expr Added(IEnumerable<Expr> terms) => terms.Where(term => !term.Is(0)).OrderBy(IsNegated)
        .Aggregate((Expr?)null, (sum, term) => sum is null ? term : sum + term) ?? pool.Constant(0);

    static bool IsNegated(Expr e) => e.Op == Op.Neg;

    (bool IsNegative, Expr Value) Unsigned(Expr e) => e switch
    {
        { Op: Op.Neg } => (true, e[0]),
        { IsConstant: true, Constant: < 0 } => (true, from.Constant(-e.Constant)),
        { Op: Op.Mul } when e[0].IsConstant && e[0].Constant < 0 => (true, -e),
        _ => (false, e),
    };

    /// <summary>outer·value, or outer·Σ(inner·value).</summary>
    Expr Weighted(Expr outer, Expr? inner, Expr value)
    {
        var (shared, varying) = Product(inner ?? outer, value);
        return inner is null ? shared * varying : Rewrite(outer) * (shared * pool.Apply(Op.Sum, varying));
    }

    /// <summary>
    /// weight·value, which is 0 where the weight is 0: so 0·log 0 is 0, and so is the share of a class at -∞. If the
    /// weight is a softmax, its reciprocal stays outside, so that a sum can be made in the pass of its exponentials.
    /// </summary>
    (Expr Shared, Expr Varying) Product(Expr weight, Expr value)
    {
        var one = pool.Constant(1);
        if (!ExprPool.Varies(weight)) return (Rewrite(weight), value);
        if (!ExprPool.Varies(value)) return (value, Rewrite(weight));
        var factors = Factors(weight);
        var vanishing = factors.FirstOrDefault(factor => factor.Op == Op.Softmax)
            ?? factors.FirstOrDefault(factor => factor.Op == Op.Decay)
            ?? factors.FirstOrDefault(factor => factor.Op == Op.Exp && ExprPool.Varies(factor));
        var rest = vanishing is null ? weight : factors.Where(factor => factor != vanishing)
            .Aggregate(from.Constant(1), from.Mul);
        if (vanishing is null)
        {
            var written = Rewrite(rest);
            return (one, HasZeroBranch(written) ? written * value
                : Unless(pool.Apply(Op.Eq, written, pool.Constant(0)), written * value));
        }
        // The same factor twice, as in p·p·log p.
        foreach (var again in factors.Where(factor => factor == vanishing).Skip(1)) rest = rest * again;
        var decay = vanishing.Op == Op.Softmax ? Decay(Rewrite(vanishing[0])) : Rewrite(vanishing);
        var isNothing = decay <= Vanished;
        var shared = vanishing.Op == Op.Softmax ? Reciprocal(pool.Apply(Op.Sum, decay)) : one;
        return (shared, Unless(isNothing, decay * Rewrite(rest) * value));

        Expr Unless(Expr isNone, Expr product) => pool.Node(Op.Select, isNone, pool.Constant(0), product);
    }

    static bool HasZeroBranch(Expr e) => e.Op == Op.Select && (e[1].Is(0) || e[2].Is(0));

    /// <summary>
    /// A product of one factor that is 0 for a class at -∞ and one that is infinite or NaN there; null for any other.
    /// </summary>
    Expr? Vanishing(Expr e)
    {
        var factors = Factors(e);
        if (!factors.Any(Vanishes) && !factors.Any(Overflows)) return null;
        var infinite = factors.Where(MayBeInfinite).ToArray();
        if (infinite.Length == 0) return null;
        var weight = factors.Where(factor => !MayBeInfinite(factor)).Aggregate(from.Constant(1), from.Mul);
        var (shared, varying) = Product(weight, infinite.Select(Rewrite).Aggregate(pool.Mul));
        return shared * varying;
    }

    bool MayBeInfinite(Expr e) => Overflows(e) || IsUnbounded(e);

    /// <summary>Whether it is a slope by a weight, which may overflow where the weight is 0.</summary>
    static bool Overflows(Expr e)
        => e.Op == Op.Select && e[0].Op == Op.Eq && Body.Reached(e[2])
            .Any(part => part.Op == Op.Decay && part[0].Op == Op.Select && part[0][0] == e[0]);

    bool Vanishes(Expr e) => ExprPool.Varies(e) && (e.Op is Op.Softmax or Op.Decay || e.Op == Op.Exp && IsOfLogits(e));

    bool IsOfLogits(Expr e) => Body.Reached(e).Any(node => node.Op == Op.Input && logitInputs.Contains(node.Index));

    static List<Expr> Factors(Expr e)
    {
        var (open, factors) = (new Stack<Expr>([e]), new List<Expr>());
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (factors.Count + open.Count > Most) return [e];
            if (node.Op == Op.Mul) foreach (var factor in Enumerable.Reverse(node.Arguments)) open.Push(factor);
            else factors.Add(node);
        }
        return factors;
    }

    /// <summary>Whether it may be infinite, or NaN, in the column of a class at -∞.</summary>
    bool IsUnbounded(Expr e)
    {
        if (!ExprPool.Varies(e)) return false;
        if (unbounded.TryGetValue(e, out var known)) return known;
        return unbounded[e] = e.Op switch
        {
            Op.Input => logitInputs.Contains(e.Index),
            Op.Softmax or Op.Decay or Op.Exp or Op.Sigmoid or Op.Tanh or Op.NormalCdf or Op.Erf => false,
            Op.Log or Op.Log1P or Op.Pow => true,
            Op.Div => ExprPool.Varies(e[1]) || IsUnbounded(e[0]),
            Op.Select => IsUnbounded(e[1]) || IsUnbounded(e[2]),
            _ => e.Arguments.Any(IsUnbounded),
        };
    }
}
