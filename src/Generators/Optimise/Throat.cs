// The one value through which an expression depends on all its inputs: for e^(y - t) - 1 - (y - t) it is y - t. The
// expression is then a function of one variable, however that value is computed.
namespace Kernels.Optimise;

internal static class Throat
{
    /// <summary>Larger expressions are sums of many terms, which do not cancel as a whole.</summary>
    const int MostNodes = 48;

    /// <summary>The innermost such value; null if only an input is one, or if the function of it has no sum.</summary>
    public static Expr? Of(Expr e)
    {
        // Operands have smaller ids: if the largest open id is the only one, all paths lead through it.
        var (open, found, isOfSum) = (new SortedDictionary<int, Expr> { [e.Id] = e }, (Expr?)null, false);
        for (var count = 0; open.Count > 0 && count < MostNodes; count++)
        {
            var node = open.Last().Value;
            open.Remove(node.Id);
            if (open.Count == 0 && node != e && isOfSum && !node.Op.IsLeaf()) found = node;
            isOfSum |= node.Op is Op.Add or Op.Sub;
            foreach (var argument in node.Arguments)
                if (!argument.IsConstant) open[argument.Id] = argument;
        }
        return found;
    }

    /// <summary>The expression as a function of that value.</summary>
    public static Expr Replaced(Expr e, Expr throat, Expr variable, ExprPool pool)
        => pool.Replaced(e, new Dictionary<Expr, Expr> { [throat] = variable });
}
