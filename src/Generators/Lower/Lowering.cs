// Expands a formula into primitive operations for the lanes of a tier: what every target prints, in the same order.
// This file walks; the functions are beside it, one idea a file. Products are special: see ScaledValue.
namespace Kernels.Lower;

internal sealed partial class Lowering
{
    readonly ExprPool pool;
    readonly Dictionary<Expr, Expr> plain = [];
    readonly Dictionary<Expr, ScaledValue?> deferred = [];
    readonly Dictionary<Expr, int> uses = [];
    readonly Ranges ranges;
    readonly Tier tier;
    readonly int inputs;
    readonly IReadOnlyDictionary<int, double> carried;
    readonly CancellationToken cancellation;

    Lowering(int inputs, Tier tier, IReadOnlyDictionary<int, double> carried, CancellationToken cancellation)
        => (this.inputs, this.tier, this.carried, pool, ranges, this.cancellation) =
            (inputs, tier, carried, new() { Round = tier.Round }, new(tier.LargestInput), cancellation);

    /// <param name="inputs">How many inputs are the definition's own; those after them are the
    /// upstream gradient and what is added to.</param>
    /// <param name="carried">The defaults that are no floats and are computed with as
    /// written (<see cref="CarriedDefaults"/>).</param>
    public static Body Run(Body formula, int inputs, Tier tier, CancellationToken cancellation,
        IReadOnlyDictionary<int, double>? carried = null)
    {
        var lowering = new Lowering(inputs, tier, carried ?? new Dictionary<int, double>(), cancellation);
        var roots = formula.Load(new ExprPool());
        lowering.CountUses(roots);
        return Body.From(roots.Select(lowering.Plain).ToArray());
    }

    /// <summary>The value of a formula node, as one primitive node.</summary>
    Expr Plain(Expr e)
    {
        if (plain.TryGetValue(e, out var known)) return known;
        cancellation.ThrowIfCancellationRequested();
        var result = Expand(e);
        result.Name ??= e.Name;
        return plain[e] = result;
    }

    Expr Expand(Expr e) => e.Op switch
    {
        Op.Parameter when !tier.IsCompensated && carried.TryGetValue(e.Index, out var written)
            => IfDefault(e, written, pool.Copy(e)),
        Op.Constant or Op.Input or Op.Parameter or Op.Output => pool.Copy(e),
        Op.Add or Op.Sub => Sum(e),
        Op.Mul when SelfGated(e) is { } gated => gated,
        Op.Mul or Op.Neg when Defer(e) is { } product => Scaled(product),
        Op.Mul => pool.Node(Op.Mul, Plain(e[0]), Plain(e[1])),
        Op.Div or Op.Neg or Op.Abs or Op.Sqrt or Op.Floor => pool.Node(e.Op, e.Arguments.Select(Plain).ToArray()),
        Op.Detach => Plain(e[0]),
        Op.Uniform => pool.Node(Op.Uniform, Plain(e[0])),

        Op.Select => Choice(e),
        Op.Max => Extreme(Op.MaxNative, e),
        Op.Min => Extreme(Op.MinNative, e),
        Op.Clamp => Clamp(Plain(e[0]), Plain(e[1]), Plain(e[2])),

        Op.Pow => Exp(e),
        Op.Decay => Decay(Logit(e[0]), Plain(e[1])),
        Op.Below => Below(Logit(e[0]), Plain(e[1])),
        Op.ZeroProduct => ZeroProduct(Plain(e[0]), Plain(e[1]), Plain(e[2])),
        _ when Functions.TryGetValue(e.Op, out var way) => way(this, e),
        _ => Apart(e, meetsSmall: false) is { } parts ? Scaled(parts)
            : throw new NotSupportedException($"{e.Op} has no lowering."),
    };

    /// <summary>The way of each function; of those that have a factor to defer it is in <see cref="Apart"/>.</summary>
    public static readonly Dictionary<Op, Func<Lowering, Expr, Expr>> Functions = new()
    {
        [Op.Exp] = (l, e) => l.Exp(e),
        [Op.Exp2] = (l, e) => l.Exp(e),
        [Op.ExpM1] = (l, e) => l.ExpM1(e),
        [Op.Log] = (l, e) => l.Log(l.Plain(e[0])),
        [Op.Log2] = (l, e) => l.BinaryLog(l.Plain(e[0])),
        [Op.Log1P] = (l, e) => l.Log1P(l.Plain(e[0])),
        [Op.Sin] = (l, e) => l.Sin(l.Plain(e[0])),
        [Op.Cos] = (l, e) => l.Cos(l.Plain(e[0])),
        [Op.Tanh] = (l, e) => l.Tanh(l.Plain(e[0])),
        [Op.Sinh] = (l, e) => l.Sinh(l.InTwoParts(e[0])),
        [Op.Cosh] = (l, e) => l.Cosh(l.InTwoParts(e[0])),
        [Op.Atan] = (l, e) => l.Atan(l.Plain(e[0])),
        [Op.Erf] = (l, e) => l.Erf(l.Plain(e[0])),
        [Op.Erfc] = (l, e) => l.Erfc(l.Plain(e[0])),
        [Op.Sigmoid] = (l, e) => l.Sigmoid(e[0]),
        [Op.Softplus] = (l, e) => l.Softplus(l.InTwoParts(e[0])),
        [Op.LogSigmoid] = (l, e) => l.pool.Node(Op.Neg, l.Softplus(l.Negated(l.InTwoParts(e[0])))),
        [Op.NormalCdf] = (l, e) => l.NormalCdf(l.InTwoParts(e[0])),
        [Op.NormalCdfPlus] = (l, e) => l.NormalCdfPlus(e),
        [Op.LogNormalCdf] = (l, e) => l.LogNormalCdf(l.InTwoParts(e[0])),
        [Op.Softsign] = (l, e) => l.Softsign(l.Plain(e[0])),
        [Op.Lorentzian] = (l, e) => l.Lorentzian(l.Plain(e[0])),
    };

    void CountUses(Expr[] roots)
    {
        var open = new Stack<Expr>(roots);
        while (open.Count > 0)
        {
            var node = open.Pop();
            uses[node] = uses.TryGetValue(node, out var count) ? count + 1 : 1;
            if (uses[node] == 1)
                foreach (var argument in node.Arguments) open.Push(argument);
        }
    }

    /// <summary>One value where the float of a default was passed, another for every other float.</summary>
    Expr IfDefault(Expr parameter, double written, Expr otherwise, double less = 0)
        => Select(AreEqual(pool.Copy(parameter), (float)written), written - less, otherwise);

    /// <summary>What the float of a default lacks; null where it is not carried.</summary>
    Expr? LowPart(Expr e) => tier.IsCompensated && e.Op == Op.Parameter && carried.TryGetValue(e.Index, out var written)
        ? IfDefault(e, written, Constant(0), less: (float)written) : null;
}
