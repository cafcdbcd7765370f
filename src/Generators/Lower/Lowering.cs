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

        Op.Softsign => Softsign(Plain(e[0])),
        Op.Lorentzian => Lorentzian(Plain(e[0])),
        Op.Select => Choose(e[0], Plain(e[1]), Plain(e[2])),
        Op.Max => Extreme(Op.MaxNative, e),
        Op.Min => Extreme(Op.MinNative, e),
        Op.Clamp => Clamp(Plain(e[0]), Plain(e[1]), Plain(e[2])),

        Op.Exp or Op.Exp2 or Op.Pow => Exp(e),
        Op.Decay => Decay(Logit(e[0]), Plain(e[1])),
        Op.Below => Below(Logit(e[0]), Plain(e[1])),
        Op.ExpM1 => ExpM1(e[0]),
        Op.Log => Log(Plain(e[0])),
        Op.Log2 => BinaryLog(Plain(e[0])),
        Op.Log1P => Log1P(Plain(e[0])),
        Op.Sin => Sin(Plain(e[0])),
        Op.Cos => Cos(Plain(e[0])),
        Op.Tanh => Tanh(Plain(e[0])),
        Op.Sinh => Sinh(InTwoParts(e[0])),
        Op.Cosh => Cosh(InTwoParts(e[0])),
        Op.Atan => Atan(Plain(e[0])),
        Op.Erf => Erf(Plain(e[0])),
        Op.Erfc => Erfc(Plain(e[0])),
        Op.Sigmoid => Sigmoid(e[0]),
        Op.Softplus => Softplus(InTwoParts(e[0])),
        Op.LogSigmoid => pool.Node(Op.Neg, Softplus(Negated(InTwoParts(e[0])))),
        Op.NormalCdf => NormalCdf(InTwoParts(e[0])),
        Op.NormalCdfPlus => NormalCdfPlus(e),
        Op.LogNormalCdf => LogNormalCdf(InTwoParts(e[0])),
        Op.ZeroProduct => ZeroProduct(Plain(e[0]), Plain(e[1]), Plain(e[2])),
        _ => Apart(e, meetsSmall: false) is { } parts ? Scaled(parts)
            : throw new NotSupportedException($"{e.Op} has no lowering."),
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
