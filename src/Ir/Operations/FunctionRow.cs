// What is known of a mathematical function, in one record: each stage of the compiler, each evaluator and the
// vocabulary read their part of it. Only the polynomials of its lanes are elsewhere: a row of Lowering.Functions. The
// families of functions are files beside this one; arithmetic (+, √, a power, a choice) is in the tables of the stages.
namespace Kernels.Ir;

/// <summary>
/// What an operation e adds to the gradient of each operand, where g arrives at it; null where nothing passes.
/// </summary>
internal delegate Expr?[] DerivativeRule(ExprPool p, Expr e, Expr g);

/// <param name="Name">In the text of formulas.</param>
/// <param name="Value">In double precision; the second operand of a function of one is 0.</param>
/// <param name="Derivative">In stable forms, so that no later stage has to rescue them.</param>
internal sealed record FunctionRow(
    Op Op, string Name, Func<double, double, double> Value, DerivativeRule Derivative)
{
    public FunctionRow(Op op, string name, Func<double, double> value, DerivativeRule derivative)
        : this(op, name, (x, _) => value(x), derivative) => Arity = 1;

    public int Arity { get; } = 2;

    /// <summary>What a person reads, where that is not the name.</summary>
    public string? Symbol { get; init; }

    /// <summary>
    /// The methods that a definition may call for it, the first of which is called by generated code. Those of a
    /// derivative alone have no word, and are a method of Slopes.
    /// </summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>In arbitrary precision. Those without a word need none: formulas are evaluated as written.</summary>
    public BigRule? Big { get; init; }

    /// <summary>
    /// The derivative as a function of the result alone, where there is one: what backward-from-output uses.
    /// </summary>
    public Func<ExprPool, Expr, Expr>? DerivativeByResult { get; init; }

    /// <summary>
    /// The same made of simpler ones, from the operation: its growth is the growth of that, and its power series
    /// too, where the derivative leads back to the function. Digits do not matter.
    /// </summary>
    public Func<ExprPool, Expr, Expr>? Made { get; init; }

    /// <summary>Bounds of its values for all operands.</summary>
    public Range Range { get; init; } = Range.Unknown;

    public bool IsBounded => !double.IsInfinity(Range.Magnitude);

    /// <summary>Whether a 0 in double precision is a value that is too small.</summary>
    public bool HasNoZeros { get; init; }

    public OpRow Row => new(Op, Name, Arity, Level.Formula);

    public string Method => Words.Count > 0 ? Words[0] : "Kernels.Slopes." + Op;

    /// <summary>The name of the method, without its type.</summary>
    public string Word => Method.Substring(Method.LastIndexOf('.') + 1);
}
