namespace Kernels;

/// <summary>
/// A condition for each column of a <see cref="Row"/>: what comparisons of rows give, and <c>Select</c> takes.
/// </summary>
public readonly struct RowMask
{
    readonly bool[] values;

    RowMask(bool[] values) => this.values = values;

    /// <summary>Where both hold.</summary>
    public static RowMask operator &(RowMask x, RowMask y) => new([.. x.values.Zip(y.values, (a, b) => a & b)]);

    /// <summary>Where either holds.</summary>
    public static RowMask operator |(RowMask x, RowMask y) => new([.. x.values.Zip(y.values, (a, b) => a | b)]);

    /// <summary>Where it does not hold.</summary>
    public static RowMask operator !(RowMask x) => new([.. x.values.Select(a => !a)]);

    internal static RowMask Of(Row x, Row y, Func<double, double, bool> f)
        => new([.. Enumerable.Range(0, x.Zip(y, (a, _) => a).Columns).Select(column => f(x[column], y[column]))]);

    internal Row Choose(Func<int, double> whenTrue, Func<int, double> whenFalse)
    {
        var chosen = values;
        return new([.. chosen.Select((holds, column) => holds ? whenTrue(column) : whenFalse(column))]);
    }
}
