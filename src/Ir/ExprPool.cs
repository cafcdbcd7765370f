// Makes nodes and shares equal ones (hash-consing). Purely structural: the algebra is in ExprPool.Algebra.cs.
namespace Kernels.Ir;

internal sealed partial class ExprPool
{
    readonly Dictionary<(Op, long, int, int, int), Expr> nodes = [];

    public int Count => nodes.Count;

    /// <summary>Whether this is for a formula as it is written.</summary>
    public bool KeepsNaN { get; init; }

    /// <summary>
    /// Rounds constants to what a lane holds: for lowered expressions, whose operators make nodes as they are written.
    /// Null for formulas, whose operators simplify.
    /// </summary>
    public Func<double, double>? Round { get; init; }

    public Expr Constant(double value)
        => Make(Op.Constant, BitConverter.DoubleToInt64Bits(Round?.Invoke(value) ?? value), Shape.Scalar, []);

    /// <summary>The node that an operator of C# stands for.</summary>
    public Expr Written(Op op, params Expr[] operands)
    {
        if (operands.Any(operand => operand.Pool != this)) throw new ArgumentException("Operands of different pools.");
        return Round is null ? Apply(op, operands) : Node(op, operands);
    }

    public Expr Integer(long value) => Make(Op.IntConstant, value, Shape.Scalar, []);
    public Expr Input(int index, Shape shape = Shape.Element) => Make(Op.Input, index, shape, []);
    public Expr Parameter(int index) => Make(Op.Parameter, index, Shape.Scalar, []);
    public Expr Output(int index) => Make(Op.Output, index, Shape.Element, []);

    /// <summary>The node as asked for, with no simplification.</summary>
    public Expr Node(Op op, params Expr[] arguments)
    {
        // A seed is one number, what is drawn from it is not.
        HasRows |= op.IsOverRow();
        var shape = op switch { Op.Uniform => Shape.Element, Op.Index => Shape.PerColumn, _ => Shape.Scalar };
        foreach (var argument in arguments) shape |= argument.Shape;
        return Make(op, 0, op.IsReduction() ? shape & Shape.PerRow : shape, arguments);
    }

    /// <summary>A node copied from another pool, operands given.</summary>
    public Expr Copy(Expr node, params Expr[] arguments)
    {
        var copy = node.Op.IsLeaf() ? Make(node.Op, node.Bits, node.Shape, []) : Apply(node.Op, arguments);
        copy.Name ??= node.Name;
        return copy;
    }

    /// <summary>The expression with others in the place of some of its nodes.</summary>
    public Expr Replaced(Expr e, IReadOnlyDictionary<Expr, Expr> substitutes)
    {
        var done = substitutes.ToDictionary(each => each.Key, each => each.Value);
        return Visit(e);

        Expr Visit(Expr node)
        {
            if (done.TryGetValue(node, out var known)) return known;
            return done[node] = Copy(node, [.. node.Arguments.Select(Visit)]);
        }
    }

    Expr Make(Op op, long bits, Shape shape, Expr[] arguments)
    {
        int Id(int i) => i < arguments.Length ? arguments[i].Id : -1;
        var key = (op, bits, Id(0), Id(1), Id(2));
        if (nodes.TryGetValue(key, out var node)) return node;
        var depth = 0;
        foreach (var argument in arguments) depth = Math.Max(depth, argument.Depth);
        return nodes[key] = new Expr(this, nodes.Count, op, bits, shape, depth + 1, arguments);
    }
}
