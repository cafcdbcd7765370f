// The one value through which an expression depends on all its inputs: of e^(y - t) - 1 - (y - t) it is y - t. Then the
// expression is a function of one variable, whatever that value is made of.
namespace Kernels.Optimise;

internal static class Throat
{
    /// <summary>Larger expressions are sums of much, where nothing cancels as a whole.</summary>
    const int MostNodes = 48;

    /// <summary>
    /// The innermost such value. Null where only an input is one, or where the function of it has no sum.
    /// </summary>
    public static Expr? Of(Expr e)
    {
        // Operands have smaller ids: the largest open id has been reached in all ways, and alone it is a throat.
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
