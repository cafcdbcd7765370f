// A node of an expression DAG. Nodes are made by an ExprPool only, so equal structure is one reference
// and a common subexpression is found by comparing pointers. Never store one in a pipeline model: see Body.
namespace Kernels.Ir;

internal sealed partial class Expr
{
    internal Expr(ExprPool pool, int id, Op op, long bits, Shape shape, int depth, Expr[] arguments)
        => (Pool, Id, Op, Bits, Shape, Depth, Arguments) = (pool, id, op, bits, shape, depth, arguments);

    /// <summary>The pool that made it.</summary>
    public ExprPool Pool { get; }

    /// <summary>Order of creation: a node's operands always have smaller ids.</summary>
    public int Id { get; }
    public Op Op { get; }

    /// <summary>The bits of a constant, or the index of an input, parameter or output.</summary>
    public long Bits { get; }
    public Shape Shape { get; }
    public int Depth { get; }
    public Expr[] Arguments { get; }

    /// <summary>What a reader would call this value; only the emitters look at it.</summary>
    public string? Name { get; set; }

    public Expr this[int index] => Arguments[index];
    public int Index => (int)Bits;
    public double Constant => BitConverter.Int64BitsToDouble(Bits);
    public bool IsConstant => Op == Op.Constant;
    public bool Is(double constant) => Op == Op.Constant && Constant == constant;

    /// <summary>Whether it is a constant that only moves exponents: multiplying and dividing by it is exact.</summary>
    public bool IsPowerOfTwo
        => IsConstant && Constant != 0 && !double.IsInfinity(Constant) && (Bits & 0xFFFFFFFFFFFFFL) == 0;

    public override string ToString() => Formula.Print(this);
}
