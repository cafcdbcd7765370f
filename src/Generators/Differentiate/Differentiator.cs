// Reverse mode over the DAG: one sweep from the value to the leaves gives the partial derivative for each.
// The result has the value first, then one output for each input, then one for each trainable parameter. The same sweep
// from the slopes along inputs gives the second derivatives.
namespace Kernels.Differentiate;

internal static class Differentiator
{
    public static Body Run(Body value, int inputs, IEnumerable<int> trainables, CancellationToken cancellation)
    {
        var pool = new ExprPool();
        var root = value.Load(pool)[0];
        var gradient = Sweep(pool, root, pool.Constant(1), OfElement, cancellation);
        var variables = Enumerable.Range(0, inputs).Select(index => pool.Input(index))
            .Concat(trainables.Select(pool.Parameter));
        return Body.From([root, .. variables.Select(variable => Along(variable, gradient, pool))]);
    }

    /// <summary>
    /// What <see cref="Run"/> gave, and after it the second derivatives by the inputs:
    /// the upper triangle of their matrix.
    /// </summary>
    public static Body Again(Body withPartials, int inputs, CancellationToken cancellation)
    {
        var pool = new ExprPool();
        var first = withPartials.Load(pool);
        var gradients = first.Skip(1).Take(inputs)
            .Select(partial => Sweep(pool, partial, pool.Constant(1), OfElement, cancellation)).ToArray();
        return Body.From([.. first, .. UpperTriangle.Entries(inputs)
            .Select(entry => Along(pool.Input(entry.Column), gradients[entry.Row], pool))]);
    }

    /// <summary>
    /// The gradient over a matrix, for each input and then each trainable parameter; the upstream gradient is
    /// the input behind the others. What all rows share has a term for each row or element: the sum over the
    /// rows is linear and comes last.
    /// </summary>
    public static Body OverRows(Body value, Shape shape, EquatableArray<Shape> inputs, IEnumerable<int> trainables,
        CancellationToken cancellation)
    {
        var pool = new ExprPool();
        var root = value.Load(pool)[0];
        var gradient = Sweep(pool, root, pool.Input(inputs.Count, shape), RowRules.Arriving, cancellation);
        var variables = inputs.Select((each, index) => pool.Input(index, each))
            .Concat(trainables.Select(pool.Parameter));
        return Body.From([root, .. variables.Select(variable => Along(variable, gradient, pool))]);
    }

    /// <summary>
    /// What <see cref="OverRows"/> gave, differentiated once more along a direction for each input that has a gradient:
    /// the change of the value, then the gradient by each input of what the gradients are along the directions. The
    /// directions are the inputs behind the upstream gradient. Trainable scalars stand still.
    /// </summary>
    /// <remarks>
    /// The gradients are linear in the upstream gradient: their slope by it is the change of the value.
    /// </remarks>
    public static Body OverRowsAgain(
        Body withGradients, Shape shape, EquatableArray<Shape> inputs, CancellationToken cancellation)
    {
        var pool = new ExprPool();
        var gradients = withGradients.Load(pool).Skip(1).Take(inputs.Count).ToArray();
        var flowing = Enumerable.Range(0, inputs.Count).Where(i => !gradients[i].Is(0)).ToArray();
        var along = flowing.Select((input, i)
            => OfRow(pool.Mul(pool.Input(inputs.Count + 1 + i, inputs[input]), gradients[input])));
        var root = along.Aggregate(pool.Constant(0), pool.Add);
        var slopes = Sweep(pool, root, pool.Constant(1), RowRules.Arriving, cancellation);
        return Body.From([Along(pool.Input(inputs.Count, shape), slopes, pool),
            .. inputs.Select((each, index) => Along(pool.Input(index, each), slopes, pool))]);

        Expr OfRow(Expr e) => ExprPool.Varies(e) ? pool.Apply(Op.Sum, e) : e;
    }

    /// <summary>What a node passes on is all that reaches its operand.</summary>
    static Expr OfElement(ExprPool pool, Expr node, Expr operand, Expr part) => part;

    static Expr Along(Expr variable, Dictionary<Expr, Expr> gradient, ExprPool pool)
        => gradient.TryGetValue(variable, out var slope) ? slope : pool.Constant(0);

    /// <summary>The adjoint of every node that the root depends on.</summary>
    /// <param name="arriving">What reaches an operand of what its node passes on.</param>
    static Dictionary<Expr, Expr> Sweep(ExprPool pool, Expr root, Expr upstream,
        Func<ExprPool, Expr, Expr, Expr, Expr> arriving, CancellationToken cancellation)
    {
        var adjoint = new Dictionary<Expr, Expr> { [root] = upstream };
        // Operands have smaller ids than the nodes that use them,
        // so ids in falling order are a reverse topological order.
        var open = new SortedDictionary<int, Expr> { [-root.Id] = root };
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var node = open.First().Value;
            open.Remove(-node.Id);
            var isOfQuotient = node.Op == Op.Log && node[0].Op == Op.Div && !pool.HasRows;
            var operands = isOfQuotient ? node[0].Arguments : node.Arguments;
            var contributions = isOfQuotient
                ? Rules.LogOfQuotient(pool, node, adjoint[node])
                : Rules.Apply(pool, node, adjoint[node]);
            for (var i = 0; i < contributions.Length; i++)
            {
                if (contributions[i] is not { } part || part.Is(0)) continue;
                var operand = operands[i];
                part = arriving(pool, node, operand, part);
                if (part.Is(0)) continue;
                adjoint[operand] = adjoint.TryGetValue(operand, out var sum) ? sum + part : part;
                open[-operand.Id] = operand;
            }
        }
        return adjoint;
    }
}
