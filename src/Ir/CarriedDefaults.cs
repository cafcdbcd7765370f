// 1/6 is no float. A member's parameter is one, so a caller who writes nothing means 1/6 and passes 0.16666667; at
// -2.9999998 the hard sigmoid of that is a third less than the function with 1/6. So where a kernel meets exactly the
// float of a default, it computes with the default as written: in double lanes always, in float lanes as a second part,
// where a product with the parameter is a term of a sum or the argument of a function, which magnifies the rounding.
// A product alone keeps it at half a unit, as the peers do that have such a slope.
namespace Kernels.Ir;

internal static class CarriedDefaults
{
    /// <summary>
    /// The defaults with which the kernels compute where their floats are passed: as written for those that are
    /// carried, else the floats.
    /// </summary>
    public static double[] Of(Definition definition, bool hasDoubleLanes)
    {
        var carried = Carried(definition, hasDoubleLanes);
        return [.. definition.Parameters.Select((p, i) => carried.Contains(i) ? p.Default : (float)p.Default)];
    }

    /// <summary>Which parameters are carried.</summary>
    public static HashSet<int> Carried(Definition definition, bool hasDoubleLanes)
    {
        var seeds = definition.Seeds.ToArray();
        bool IsCandidate(int i) => IsInexact(definition.Parameters[i].Default) && !seeds.Contains(i);
        var inexact = Enumerable.Range(0, definition.Parameters.Count).Where(IsCandidate).ToArray();
        if (definition.IsOverRows || inexact.Length == 0) return [];
        return hasDoubleLanes ? [.. inexact] : [.. inexact.Intersect(Magnified(definition.Body))];
    }

    static bool IsInexact(double value)
        => (float)value != value && !double.IsNaN(value) && !float.IsInfinity((float)value);

    /// <summary>The parameters of products that are terms of sums, or arguments of functions.</summary>
    static IEnumerable<int> Magnified(Body body)
    {
        var (all, isMagnified) = (body.Instructions, new bool[body.Instructions.Count]);
        for (var i = all.Count - 1; i >= 0; i--)
        {
            var op = all[i].Op;
            var magnifies = op is Op.Add or Op.Sub || op is >= Op.Exp and <= Op.TanhSoftplusPlus;
            // What is only moved or multiplied is magnified with what it becomes a part of.
            var passes = op is Op.Mul or Op.Neg or Op.Detach;
            for (var operand = 0; operand < op.Row().Arity; operand++)
            {
                var at = all[i][operand];
                isMagnified[at] |= magnifies && all[at].Op != Op.Parameter || isMagnified[i] && passes;
            }
        }
        return Enumerable.Range(0, all.Count)
            .Where(i => all[i].Op == Op.Parameter && isMagnified[i]).Select(i => all[i].Index);
    }
}
