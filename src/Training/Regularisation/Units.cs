// The units of a matrix, at most 64 at once: their norms, and a factor for each. A row is summed in the order of
// GradientNorm, a column from the first row to the last; products of floats are exact in doubles either way.
using System.Numerics;
using Kernels.Loops;
using Kernels.Steps;

namespace Kernels.Training;

/// <param name="rows">Rows of the matrix.</param>
/// <param name="columns">Columns of the matrix.</param>
/// <param name="axis">Which of them are units.</param>
readonly struct Units(int rows, int columns, UnitAxis axis)
{
    /// <summary>How many are taken at once: of columns, four cache lines of each row.</summary>
    public const int MostAtOnce = 64;

    readonly int rows = rows, columns = columns;
    readonly UnitAxis axis = axis;

    /// <summary>How many units there are.</summary>
    public int Count => axis == UnitAxis.Rows ? rows : columns;

    /// <exception cref="ArgumentException">The elements are no whole number of rows.</exception>
    public static Units Of(ReadOnlySpan<float> matrix, int columns, UnitAxis axis, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        Thresholds.Check(axis, nameof(axis));
        var (rows, rest) = Math.DivRem(matrix.Length, columns);
        return rest == 0 ? new(rows, columns, axis) : throw new ArgumentException(
            $"'{name}' has {matrix.Length} elements, which is no whole number of rows of {columns}.", name);
    }

    /// <summary>The norms of the units from <paramref name="first"/> on.</summary>
    public void Norms(ReadOnlySpan<float> matrix, int first, Span<double> norms)
    {
        if (axis == UnitAxis.Rows)
        {
            for (var unit = 0; unit < norms.Length; unit++)
                norms[unit] = new GradientNorm().Add(matrix.Slice((first + unit) * columns, columns));
            return;
        }
        norms.Clear();
        for (var row = 0; row < rows; row++)
        {
            var part = matrix.Slice(row * columns + first, norms.Length);
            WideSums.Add(norms, part, part);
        }
        foreach (ref var norm in norms) norm = Math.Sqrt(norm);
    }

    /// <summary>The norm that one unit would have, scaled by a factor and rounded.</summary>
    public double ScaledNorm(ReadOnlySpan<float> matrix, int unit, float factor)
    {
        Span<float> scaled = stackalloc float[Sums.Segment];
        var (sum, length) = (new SegmentSum<double>(), axis == UnitAxis.Rows ? columns : rows);
        var columnSum = 0.0;
        for (var start = 0; start < length; start += Sums.Segment)
        {
            var segment = scaled[..Math.Min(Sums.Segment, length - start)];
            if (axis == UnitAxis.Rows)
            {
                GradientScale.Step(matrix.Slice(unit * columns + start, segment.Length), segment, factor);
                sum.Add(WideSums.OfProducts<float>(segment, segment));
                continue;
            }
            for (var row = 0; row < segment.Length; row++)
                segment[row] = factor * matrix[(start + row) * columns + unit];
            foreach (var x in segment) columnSum += (double)x * x;
        }
        return Math.Sqrt(axis == UnitAxis.Rows ? sum.Value : columnSum);
    }

    /// <summary>
    /// Multiplies the units from <paramref name="first"/> on. With 1 a unit keeps its bits, with 0 it is 0.
    /// </summary>
    public void Scale(Span<float> matrix, int first, ReadOnlySpan<float> factors)
    {
        // Most units are usually as they should be, and are not touched.
        if (factors.IndexOfAnyExcept(1f) < 0) return;
        if (axis == UnitAxis.Rows)
        {
            for (var unit = 0; unit < factors.Length; unit++)
                Clip.Scale(
                    matrix.Slice((first + unit) * columns, columns), new() { Coefficient = factors[unit] });
            return;
        }
        for (var row = 0; row < rows; row++) Multiply(matrix.Slice(row * columns + first, factors.Length), factors);
    }

    static void Multiply(Span<float> values, ReadOnlySpan<float> factors)
    {
        var whole = values.Length / Vector<float>.Count * Vector<float>.Count;
        for (var i = 0; i < whole; i += Vector<float>.Count)
        {
            var (x, factor) = (new Vector<float>(values[i..]), new Vector<float>(factors[i..]));
            var product = Vector.ConditionalSelect(Vector.Equals(factor, Vector<float>.One), x, x * factor);
            Vector.ConditionalSelect(Vector.Equals(factor, Vector<float>.Zero), Vector<float>.Zero, product)
                .CopyTo(values[i..]);
        }
        for (var i = whole; i < values.Length; i++)
            values[i] = factors[i] == 1 ? values[i] : factors[i] == 0 ? 0 : values[i] * factors[i];
    }
}
