namespace Kernels;

/// <summary>
/// One row of a matrix in the vocabulary of definitions: a definition over rows is runnable C#, in double precision,
/// and its own oracle. Operations are element by element, a number standing for all columns; the reductions Sum, Mean,
/// Max, Min and LogSumExp of <see cref="KernelMath"/> make a number of a row. In kernels the same words stand for
/// vectorised passes over memory.
/// </summary>
/// <param name="values">One value a column; not copied.</param>
public readonly struct Row(params double[] values)
{
    readonly double[] values = values;

    /// <summary>How many columns there are.</summary>
    public int Columns => values.Length;

    /// <summary>The value of a column.</summary>
    public double this[int column] => values[column];

    /// <summary>The values, for whoever runs a definition.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>A row of what each column has.</summary>
    public static Row Of(int columns, Func<int, double> value) => new([.. Enumerable.Range(0, columns).Select(value)]);

    /// <summary>x + y.</summary>
    public static Row operator +(Row x, Row y) => x.Zip(y, (a, b) => a + b);

    /// <summary>x + y.</summary>
    public static Row operator +(Row x, double y) => x.Map(a => a + y);

    /// <summary>x + y.</summary>
    public static Row operator +(double x, Row y) => y.Map(b => x + b);

    /// <summary>x - y.</summary>
    public static Row operator -(Row x, Row y) => x.Zip(y, (a, b) => a - b);

    /// <summary>x - y.</summary>
    public static Row operator -(Row x, double y) => x.Map(a => a - y);

    /// <summary>x - y.</summary>
    public static Row operator -(double x, Row y) => y.Map(b => x - b);

    /// <summary>x·y.</summary>
    public static Row operator *(Row x, Row y) => x.Zip(y, (a, b) => a * b);

    /// <summary>x·y.</summary>
    public static Row operator *(Row x, double y) => x.Map(a => a * y);

    /// <summary>x·y.</summary>
    public static Row operator *(double x, Row y) => y.Map(b => x * b);

    /// <summary>x/y.</summary>
    public static Row operator /(Row x, Row y) => x.Zip(y, (a, b) => a / b);

    /// <summary>x/y.</summary>
    public static Row operator /(Row x, double y) => x.Map(a => a / y);

    /// <summary>x/y.</summary>
    public static Row operator /(double x, Row y) => y.Map(b => x / b);

    /// <summary>-x.</summary>
    public static Row operator -(Row x) => x.Map(a => -a);

    /// <summary>Where x is below y.</summary>
    public static RowMask operator <(Row x, Row y) => RowMask.Of(x, y, (a, b) => a < b);

    /// <summary>Where x is above y.</summary>
    public static RowMask operator >(Row x, Row y) => RowMask.Of(x, y, (a, b) => a > b);

    /// <summary>Where x is at most y.</summary>
    public static RowMask operator <=(Row x, Row y) => RowMask.Of(x, y, (a, b) => a <= b);

    /// <summary>Where x is at least y.</summary>
    public static RowMask operator >=(Row x, Row y) => RowMask.Of(x, y, (a, b) => a >= b);

    /// <summary>Where x is below y.</summary>
    public static RowMask operator <(Row x, double y) => RowMask.Of(x, x, (a, _) => a < y);

    /// <summary>Where x is above y.</summary>
    public static RowMask operator >(Row x, double y) => RowMask.Of(x, x, (a, _) => a > y);

    /// <summary>Where x is at most y.</summary>
    public static RowMask operator <=(Row x, double y) => RowMask.Of(x, x, (a, _) => a <= y);

    /// <summary>Where x is at least y.</summary>
    public static RowMask operator >=(Row x, double y) => RowMask.Of(x, x, (a, _) => a >= y);

    internal Row Map(Func<double, double> f) => new([.. values.Select(f)]);

    internal Row Zip(Row other, Func<double, double, double> f)
        => Columns == other.Columns
            ? new([.. values.Zip(other.values, f)])
            : throw new ArgumentException($"Rows of {Columns} and {other.Columns} columns have no common elements.");

    internal double Aggregate(double seed, Func<double, double, double> f) => values.Aggregate(seed, f);
}
