// A term of a sum: a coefficient and the factors of its product, in order of creation.
namespace Kernels.Ir;

internal sealed record Term(double Coefficient, IReadOnlyList<Expr> Factors)
{
    /// <summary>
    /// The terms of a sum, or null where there are more than <paramref name="most"/> terms or factors.
    /// </summary>
    public static List<Term>? Of(Expr sum, int most)
    {
        var terms = new List<Term>();
        var open = new Stack<(Expr Node, double Sign)>([(sum, 1)]);
        while (open.Count > 0)
        {
            var (node, sign) = open.Pop();
            if (node.Op is Op.Add or Op.Sub)
            {
                open.Push((node[1], node.Op == Op.Add ? sign : -sign));
                open.Push((node[0], sign));
            }
            else if (Product(node, sign, most) is { } term) terms.Add(term);
            else return null;
            if (terms.Count + open.Count > most) return null;
        }
        return terms;
    }

    static Term? Product(Expr product, double coefficient, int most)
    {
        var factors = new List<Expr>();
        var open = new Stack<Expr>([product]);
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (node.IsConstant) coefficient *= node.Constant;
            else if (node.Op == Op.Neg)
            {
                coefficient = -coefficient;
                open.Push(node[0]);
            }
            else if (node.Op == Op.Mul)
            {
                open.Push(node[1]);
                open.Push(node[0]);
            }
            else factors.Add(node);
            if (factors.Count + open.Count > most) return null;
        }
        return new(coefficient, factors.OrderBy(factor => factor.Id).ToArray());
    }

    /// <summary>Terms of the same factors are one.</summary>
    public static List<Term> Merge(List<Term> terms)
    {
        var merged = new List<Term>();
        foreach (var term in terms)
        {
            var like = merged.FindIndex(other => other.Factors.SequenceEqual(term.Factors));
            if (like < 0) merged.Add(term);
            else merged[like] = term with { Coefficient = Sum(merged[like].Coefficient, term.Coefficient) };
        }
        return merged;

        // What rounded constants leave of two terms that cancel is nothing.
        static double Sum(double a, double b) => Math.Abs(a + b) <= 1e-15 * Math.Abs(a) ? 0 : a + b;
    }

    public static IReadOnlyList<Expr> Intersect(IReadOnlyList<Expr> a, IReadOnlyList<Expr> b)
    {
        var left = b.ToList();
        return a.Where(left.Remove).ToArray();
    }

    public static IReadOnlyList<Expr> Without(IReadOnlyList<Expr> factors, IReadOnlyList<Expr> removed)
    {
        var left = removed.ToList();
        return factors.Where(factor => !left.Remove(factor)).ToArray();
    }
}
