// Reverse mode over the DAG: one sweep from the value to the leaves gives the partial derivative for each.
// The result has the value first, then one output for each input, then one for each trainable parameter. The same sweep from the
// slopes along inputs gives the second derivatives.
namespace Kernels.Differentiate;

internal static class Differentiator
{
    public static Body Run(Body value, int inputs, IEnumerable<int> trainables, CancellationToken cancellation)
    {
        var pool = new ExprPool();
        var root = value.Load(pool)[0];
        var gradient = Sweep(pool, root, cancellation);
        var variables = Enumerable.Range(0, inputs).Select(index => pool.Input(index)).Concat(trainables.Select(pool.Parameter));
        return Body.From([root, .. variables.Select(variable => Along(variable, gradient, pool))]);
    }

    /// <summary>What <see cref="Run"/> gave, and after it the second derivatives by the inputs: the upper triangle of their matrix.</summary>
    public static Body Again(Body withPartials, int inputs, CancellationToken cancellation)
    {
        var pool = new ExprPool();
        var first = withPartials.Load(pool);
        var gradients = first.Skip(1).Take(inputs).Select(partial => Sweep(pool, partial, cancellation)).ToArray();
        return Body.From([.. first, .. UpperTriangle.Entries(inputs).Select(entry => Along(pool.Input(entry.Column), gradients[entry.Row], pool))]);
    }

    static Expr Along(Expr variable, Dictionary<Expr, Expr> gradient, ExprPool pool) => gradient.TryGetValue(variable, out var slope) ? slope : pool.Constant(0);

    /// <summary>The adjoint of every node that the root depends on.</summary>
    static Dictionary<Expr, Expr> Sweep(ExprPool pool, Expr root, CancellationToken cancellation)
    {
        var adjoint = new Dictionary<Expr, Expr> { [root] = pool.Constant(1) };
        // Operands have smaller ids than the nodes that use them, so ids in falling order are a reverse topological order.
        var open = new SortedDictionary<int, Expr> { [-root.Id] = root };
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var node = open.First().Value;
            open.Remove(-node.Id);
            var contributions = Rules.Apply(pool, node, adjoint[node]);
            for (var i = 0; i < contributions.Length; i++)
            {
                if (contributions[i] is not { } part || part.Is(0)) continue;
                var operand = node[i];
                adjoint[operand] = adjoint.TryGetValue(operand, out var sum) ? pool.Add(sum, part) : part;
                open[-operand.Id] = operand;
            }
        }
        return adjoint;
    }
}
