// What second derivatives need beside those of the operands: products of slopes.
namespace Kernels.Ir;

internal readonly partial record struct BigDual
{
    /// <summary>aᵢ·aⱼ for each pair of inputs.</summary>
    static BigFloat[] Squares(BigFloat[] a)
        => [.. UpperTriangle.Entries(a.Length).Select(entry => a[entry.Row] * a[entry.Column])];

    /// <summary>
    /// aᵢ·bⱼ + aⱼ·bᵢ; null where second derivatives are not asked for, or one operand does not depend on the inputs.
    /// </summary>
    static BigFloat[]? Mixed(BigDual a, BigDual b)
        => a.Slopes is not { } u || b.Slopes is not { } v || (a.Curvatures ?? b.Curvatures) is null ? null
            : [.. UpperTriangle.Entries(u.Length)
                .Select(entry => u[entry.Row] * v[entry.Column] + u[entry.Column] * v[entry.Row])];

    static BigFloat[]? PowerCurvatures(BigDual a, BigDual b, BigFloat power)
    {
        if ((a.Curvatures ?? b.Curvatures) is null) return null;
        BigFloat[]? sum = null;
        if (a.Slopes is not null)
        {
            var second = b.Value * (b.Value - 1);
            sum = Sum(Times(a.Curvatures, b.Value * BigFloat.Pow(a.Value, b.Value - 1)),
                second.IsZero ? null : Times(Squares(a.Slopes), second * BigFloat.Pow(a.Value, b.Value - 2)));
        }
        if (b.Slopes is null) return sum;
        var log = BigFloat.Log(a.Value);
        sum = Sum(sum, Sum(Times(b.Curvatures, power * log), Times(Squares(b.Slopes), power * log * log)));
        return a.Slopes is null ? sum
            : Sum(sum, Times(Mixed(a, b), BigFloat.Pow(a.Value, b.Value - 1) * (1 + b.Value * log)));
    }
}
