// The limit of a formula for all values of the other inputs and the hyperparameters: one case for each combination of
// signs that decides it. Samples are tried until all are covered, and the cases are joined to one choice.
namespace Kernels.Optimise;

internal sealed class LimitCases
{
    /// <summary>A limit with more cases is not worth its choices.</summary>
    const int Most = 32;

    /// <summary>How many terms of the growth are followed: few at first, more where they cancel.</summary>
    static readonly int[] Lengths = [3, 6, 12];

    /// <summary>A case, or what decides between cases.</summary>
    sealed class Node
    {
        public Expr? Limit { get; set; }
        public Expr? Value { get; set; }

        /// <summary>A case of which nothing is known.</summary>
        public bool IsDark { get; set; }

        public bool IsCase => Limit is not null || IsDark;
        public Dictionary<int, Node> Ways { get; } = [];
    }

    readonly Node nowhere = new() { IsDark = true };
    readonly Sides sides;
    readonly Expr formula;
    readonly int length;
    readonly Node root = new();

    /// <summary>Samples of which nothing is known, for a reason that others need not share.</summary>
    readonly HashSet<Sample> dark = [];
    int count;

    LimitCases(Sides sides, Expr formula, int length)
        => (this.sides, this.formula, this.length) = (sides, formula, length);

    /// <summary>Null if there are too many cases, or if none is known.</summary>
    public static LimitCases? Of(Sides sides, Expr formula)
    {
        var (best, most) = ((LimitCases?)null, 0);
        foreach (var length in Lengths)
        {
            var cases = new LimitCases(sides, formula, length);
            if (!sides.Samples.All(sample => cases.Leaf(sample) is not null || cases.Add(sample))) continue;
            var known = sides.Samples.Count(sample => cases.Leaf(sample)?.Limit is not null);
            // More terms tell more where those before cancel, and then mostly everywhere;
            // they cost more than the odd sample is worth.
            if (known <= most && length > Lengths[0]) break;
            if (known > most) (best, most) = (cases, known);
            if (8 * known >= 7 * (sides.Samples.Length - cases.dark.Count) || sides.IsSpent) break;
        }
        return best;
    }

    /// <summary>The limit at a sample; null if it is unknown.</summary>
    public double? At(Sample sample) => Leaf(sample)?.Limit is { } limit ? sides.At(limit, sample) : null;

    /// <summary>
    /// The limit as a choice between the cases of some samples; <paramref name="otherwise"/> in the others.
    /// </summary>
    public Expr Choice(IEnumerable<Sample> some, Expr otherwise)
        => Choice(root, otherwise, [.. some.Select(Leaf).OfType<Node>()]);

    Expr Choice(Node? node, Expr otherwise, HashSet<Node> chosen)
    {
        var pool = sides.Pool;
        if (node?.Value is not { } value) return node?.Limit is { } limit && chosen.Contains(node) ? limit : otherwise;
        Expr Way(int sign) => Choice(node.Ways.TryGetValue(sign, out var way) ? way : null, otherwise, chosen);
        if (value.Op.Row().Kind == Kind.Mask) return pool.Select(value, Way(1), Way(0));
        var (above, at, below) = (Way(1), Way(0), Way(-1));
        Expr If(Op comparison, Expr there, Expr elsewhere)
            => pool.Select(pool.Node(comparison, value, pool.Constant(0)), there, elsewhere);
        // Where nothing was seen to be 0, nothing has to be said of it.
        if (!node.Ways.ContainsKey(0)) at = below;
        if (above.IsConstant && double.IsInfinity(above.Constant) && below.Is(-above.Constant))
            return at == below ? above.Constant * value : If(Op.Eq, at, above.Constant * value);
        return above == below ? If(Op.Eq, at, above)
            : at == below ? If(Op.Gt, above, below)
            : at == above ? If(Op.Lt, below, above)
            : If(Op.Gt, above, If(Op.Lt, below, at));
    }

    Node? Leaf(Sample sample)
    {
        if (dark.Contains(sample)) return nowhere;
        var node = root;
        while (node?.Value is { } value) node = node.Ways.TryGetValue(Way(value, sample), out var next) ? next : null;
        return node == root && count == 0 ? null : node;
    }

    int Way(Expr value, Sample sample)
    {
        var number = sides.At(value, sample);
        return value.Op.Row().Kind == Kind.Mask ? number != 0 ? 1 : 0 : double.IsNaN(number) ? 0 : Math.Sign(number);
    }

    bool Add(Sample sample)
    {
        if (count > Most) return false;
        var (notes, limit, isOfSample) = Found(sample);
        if (isOfSample || sides.IsSpent && limit is null) return dark.Add(sample);
        count++;
        var node = root;
        foreach (var (value, sign) in notes)
        {
            if (node.IsCase || node.Value is not null && node.Value != value) return false;
            node.Value = value;
            if (!node.Ways.TryGetValue(sign, out var next)) node.Ways[sign] = next = new();
            node = next;
        }
        if (node.Value is not null) return false;
        (node.Limit, node.IsDark) = (limit, limit is null);
        return true;
    }

    (List<(Expr, int)> Notes, Expr? Limit, bool IsOfSample) Found(Sample sample)
    {
        var approach = new Approach(sides, sample, length);
        try
        {
            var limit = approach.Limit(formula);
            return (approach.Notes, limit, false);
        }
        catch (NoLimitException e)
        {
            return (approach.Notes, null, e.IsOfSample);
        }
    }
}
