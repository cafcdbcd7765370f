// What the form of an expression says about its range: a known sign saves a clamp where an exponential can only decay,
// a known magnitude saves a guard where a product cannot overflow. Nothing here is ever wrong, only unknown.
namespace Kernels.Lower;

/// <param name="largestInput">The magnitude that no input exceeds.</param>
internal sealed class Ranges(double largestInput)
{
    readonly Dictionary<Expr, Range> known = [];

    /// <summary>Bounds of the value for all numbers as inputs (NaN lies in none).</summary>
    public Range Of(Expr e)
    {
        if (known.TryGetValue(e, out var range)) return range;
        range = Compute(e);
        // Rounding can carry a value past a bound by an ULP, and 0·∞ has no bounds at all.
        if (double.IsNaN(range.Low) || double.IsNaN(range.High)) range = Range.Unknown;
        return known[e] = range;
    }

    Range Compute(Expr e) => e.Op switch
    {
        Op.Constant => new(e.Constant, e.Constant),
        Op.Input => new(-largestInput, largestInput),
        Op.Neg => new(-Of(e[0]).High, -Of(e[0]).Low),
        Op.Abs => new(0, Of(e[0]).Magnitude),
        Op.Add => new(Of(e[0]).Low + Of(e[1]).Low, Of(e[0]).High + Of(e[1]).High),
        Op.Sub => new(Of(e[0]).Low - Of(e[1]).High, Of(e[0]).High - Of(e[1]).Low),
        Op.Mul when e[0] == e[1] => new(0, Of(e[0]).Magnitude * Of(e[0]).Magnitude),
        Op.Mul when e[0].Op == Op.Mul && e[0][0] == e[1] && e[0][1] == e[1]
            => new(Math.Pow(Of(e[1]).Low, 3), Math.Pow(Of(e[1]).High, 3)),
        Op.Mul => Product(Of(e[0]), Of(e[1])),
        Op.Min => new(Math.Min(Of(e[0]).Low, Of(e[1]).Low), Math.Min(Of(e[0]).High, Of(e[1]).High)),
        Op.Max => new(Math.Max(Of(e[0]).Low, Of(e[1]).Low), Math.Max(Of(e[0]).High, Of(e[1]).High)),
        Op.Select => new(Math.Min(Of(e[1]).Low, Of(e[2]).Low), Math.Max(Of(e[1]).High, Of(e[2]).High)),
        Op.Detach => Of(e[0]),
        Op.Sqrt => Range.NotNegative,
        Op.Uniform => new(0, 1),
        Op.Pow when Of(e[0]).Low >= 0 => Range.NotNegative,
        _ => e.Op.Function()?.Range ?? Range.Unknown,
    };

    static Range Product(Range a, Range b)
        => Range.Hull(a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High);
}
