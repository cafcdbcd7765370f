// What is known of a mathematical function, in one record: each stage of the compiler, each evaluator and the vocabulary
// read their part of it. Only its way through float lanes is elsewhere, a row of Lowering. The families of functions are
// the files beside this one; what is arithmetic (+, √, a power, a choice) is in the tables of the stages.
namespace Kernels.Ir;

/// <summary>
/// What an operation e adds to the gradient of each operand, where g arrives at it; null where nothing passes.
/// </summary>
internal delegate Expr?[] DerivativeRule(ExprPool p, Expr e, Expr g);

internal sealed record FunctionRow
{
    FunctionRow(Op op, string name, int arity, Func<double, double, double> value)
        => (Op, Name, Arity, Value) = (op, name, arity, value);

    public FunctionRow(Op op, string name, Func<double, double> value) : this(op, name, 1, (x, _) => value(x))
    {
    }

    public FunctionRow(Op op, string name, Func<double, double, double> value) : this(op, name, 2, value)
    {
    }

    public Op Op { get; }

    /// <summary>In the text of formulas.</summary>
    public string Name { get; }

    public int Arity { get; }

    /// <summary>In double precision; the second operand of a function of one is 0.</summary>
    public Func<double, double, double> Value { get; }

    /// <summary>
    /// The methods that a definition may call for it, the first of which is called by generated code. Those of a
    /// derivative alone have no word, and are a method of Slopes.
    /// </summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>In arbitrary precision: of those that have a word, for formulas are evaluated as they were written.</summary>
    public BigRule? Big { get; init; }

    /// <summary>In stable forms, so that no later stage has to rescue them.</summary>
    public required DerivativeRule Derivative { get; init; }

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

    /// <summary>Whether a 0 in double precision is a value that is too small.</summary>
    public bool HasNoZeros { get; init; }

    public OpRow Row => new(Op, Name, Arity, Level.Formula);

    public string Method => Words.Count > 0 ? Words[0] : "Kernels.Slopes." + Op;

    /// <summary>The name of the method, without its type.</summary>
    public string Word => Method.Substring(Method.LastIndexOf('.') + 1);
}
