// Finds whether the derivative of a one-input definition is a function of its value alone: then backward needs
// only y, and the input need not be kept.
namespace Kernels.Differentiate;

internal static class FromOutput
{
    /// <summary>The derivative as a body over <see cref="Op.Output"/>, or null where it needs the input.</summary>
    public static Body? Find(Body value, int variables)
    {
        if (variables != 1) return null;
        var pool = new ExprPool();
        var root = value.Load(pool)[0];
        var (x, y) = (pool.Input(0), pool.Output(0));

        if (Rules.ByResult(root.Op) is { } rule && root[0] == x) return Body.From(rule(pool, y));
        // max(x, 0): y is positive exactly where x is.
        if (root.Op == Op.Max && root[0].Is(0) && root[1] == x)
            return Body.From(pool.Select(y > 0, pool.Constant(1), pool.Constant(0)));
        return null;
    }
}
