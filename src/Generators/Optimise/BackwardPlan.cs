// What backward needs of forward, read off the derivatives: the inputs that they depend on; where all of these are only
// compared, which of a few values the derivative takes; the output, where there is a form of it. The least first.
namespace Kernels.Optimise;

/// <summary>Kernels.Saved, in the same order.</summary>
internal enum Saved : byte { Nothing, Bits, Output, Input, Derivative }

/// <param name="Member">Null where no member computes from it.</param>
internal readonly record struct SavedForBackward(Saved What, double BytesPerElement, Member? Member);

internal static class BackwardPlan
{
    const double Float = 4;

    /// <param name="partials">The derivatives by each variable.</param>
    /// <param name="inputs">How many of the variables are element-wise inputs.</param>
    public static EquatableArray<SavedForBackward> Of(Expr[] partials, int inputs, bool hasFromOutput)
    {
        var needed = Body.Reached(partials).Where(node => node.Op == Op.Input).ToArray();
        if (needed.Length == 0) return new([new(Saved.Nothing, 0, Member.Backward)]);
        var ways = new List<SavedForBackward>();
        if (Bits(partials) is { } bits) ways.Add(new(Saved.Bits, bits / 8.0, null));
        if (hasFromOutput) ways.Add(new(Saved.Output, Float, Member.BackwardFromOutput));
        ways.Add(new(Saved.Input, Float * needed.Length, Member.Backward));
        // Without the terms of its sums, the derivatives of a definition with trainable scalars are not all there.
        if (partials.Length == inputs) ways.Add(new(Saved.Derivative, Float * inputs, null));
        return ways.OrderBy(way => way.BytesPerElement).ToEquatable();
    }

    /// <summary>The bits that say which values the derivatives take; null where they take more than a few.</summary>
    static int? Bits(Expr[] partials)
    {
        var comparisons = new HashSet<Expr>();
        if (!partials.All(IsChoice)) return null;
        // As many as tell the values of one derivative apart, or one a comparison, whichever is less.
        var leaves = partials.SelectMany(Values).Distinct().ToArray();
        var values = partials.Length == 1 && !Body.Reached(leaves).Any(comparisons.Contains)
            ? leaves.Length
            : int.MaxValue;
        return Math.Min(comparisons.Count, (int)Math.Ceiling(Math.Log(values) / Math.Log(2)));

        bool IsChoice(Expr e) => e.Op switch
        {
            Op.Input => false,
            Op.Lt or Op.Le or Op.Gt or Op.Ge or Op.Eq => IsBit(e),
            _ => e.Arguments.All(IsChoice),
        };

        bool IsBit(Expr comparison)
        {
            comparisons.Add(comparison);
            return true;
        }
    }

    static IEnumerable<Expr> Values(Expr e) => e.Op == Op.Select ? Values(e[1]).Concat(Values(e[2])) : [e];
}
