// First weights that depend on their place in a matrix.
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Kernels.Ir;

namespace Kernels.Training;

public static partial class Initialise
{
    /// <summary>All 0: biases.</summary>
    public static void Zeros(Span<float> weights) => weights.Clear();

    /// <summary>All the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no finite number.</exception>
    public static void Constant(Span<float> weights, float value)
    {
        if (!float.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A weight is a finite number.");
        weights.Fill(value);
    }

    /// <summary>The gain where row and column have the same number, 0 elsewhere.</summary>
    /// <param name="weights">The matrix, row by row.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="gain">What stands on the diagonal.</param>
    /// <exception cref="ArgumentException">The matrix does not have that many elements.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is not positive, or the gain is
    /// negative, no number or beyond floats.</exception>
    public static void Identity(Span<float> weights, int rows, int columns, double gain = 1)
    {
        CheckMatrix(weights, rows, columns);
        CheckGain(gain);
        weights.Clear();
        for (var i = 0; i < Math.Min(rows, columns); i++) weights[(int)((long)i * columns + i)] = (float)gain;
    }

    /// <summary>
    /// Normal numbers of which a share of each column is 0, chosen at random: Martens 2010.
    /// </summary>
    /// <param name="weights">The matrix, row by row: units are rows, as PyTorch has them.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="sparsity">The share of zeros, rounded up to whole rows.</param>
    /// <param name="deviation">The standard deviation of the others.</param>
    /// <param name="seed">Of the random numbers; give each tensor one of its own.</param>
    /// <exception cref="ArgumentException">The matrix does not have that many elements.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is not positive, the sparsity none
    /// from 0 to 1, or the deviation negative, no number or beyond floats.</exception>
    public static void Sparse(
        Span<float> weights, int rows, int columns, double sparsity, double deviation, ulong seed)
    {
        CheckMatrix(weights, rows, columns);
        if (!(sparsity is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(sparsity), sparsity, "A share is a number from 0 to 1.");
        Fill(weights, Distribution.Normal, deviation, seed);
        // The rows in a random order: by numbers that stand behind those of the weights.
        var (keys, order, zeros) = (new double[rows], new int[rows], (int)Math.Ceiling(sparsity * rows));
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
                (keys[row], order[row]) =
                    (Philox.LongUniform(seed, weights.Length + (long)row * columns + column), row);
            Array.Sort(keys, order);
            foreach (var row in order.AsSpan(0, zeros)) weights[row * columns + column] = 0;
        }
    }

    /// <summary>
    /// A random matrix whose rows are orthogonal, or whose columns are where there are more rows, times the gain: it
    /// keeps lengths, so at gain 1 a linear network of any depth does. Saxe, McClelland and Ganguli 2013.
    /// </summary>
    /// <remarks>
    /// The orthogonal factor of a matrix of normal numbers, by Householder reflections in double precision and one
    /// order of sums, its signs such that all orthogonal matrices are as likely (Mezzadri 2007). Takes 8 bytes an
    /// element, and about 4·long·short² operations for the two sides.
    /// </remarks>
    /// <param name="weights">The matrix, row by row. Of a convolution the columns are inputs times kernel.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="seed">Of the random numbers; give each tensor one of its own.</param>
    /// <param name="gain">What the orthogonal matrix is multiplied by.</param>
    /// <exception cref="ArgumentException">The matrix does not have that many elements.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is not positive, or the gain is
    /// negative, no number or beyond floats.</exception>
    public static void Orthogonal(Span<float> weights, int rows, int columns, ulong seed, double gain = 1)
    {
        CheckMatrix(weights, rows, columns);
        CheckGain(gain);
        // Vectors of the longer side, one for each of the shorter; each is contiguous.
        var (length, count) = (Math.Max(rows, columns), Math.Min(rows, columns));
        var vectors = new double[count][];
        for (var v = 0; v < count; v++)
        {
            vectors[v] = new double[length];
            for (var i = 0; i < length; i++)
                vectors[v][i] = ScalarFunctions.NormalQuantile(Philox.LongUniform(seed, (long)v * length + i));
        }
        var signs = Reflections(vectors);
        FromReflections(vectors);
        for (var v = 0; v < count; v++)
            for (var i = 0; i < length; i++)
                weights[rows < columns ? v * columns + i : i * columns + v] =
                    (float)(gain * (signs[v] * vectors[v][i]));
    }

    /// <summary>
    /// Vector v becomes the unit normal of the reflection that takes what is left of it, from element v on, to a
    /// multiple of the v-th axis. The signs of these multiples.
    /// </summary>
    static double[] Reflections(double[][] vectors)
    {
        var signs = new double[vectors.Length];
        for (var v = 0; v < vectors.Length; v++)
        {
            var normal = vectors[v].AsSpan(v);
            var size = Math.Sqrt(Dot(normal, normal));
            // Away from the axis, so that nothing cancels.
            signs[v] = normal[0] < 0 ? 1 : -1;
            normal[0] -= signs[v] * size;
            var unit = 1 / Math.Sqrt(Dot(normal, normal));
            foreach (ref var element in normal) element *= unit;
            for (var other = v + 1; other < vectors.Length; other++) Reflect(vectors[other].AsSpan(v), normal);
        }
        return signs;
    }

    /// <summary>Vector v becomes what the product of all reflections makes of the v-th axis.</summary>
    static void FromReflections(double[][] vectors)
    {
        for (var v = vectors.Length - 1; v >= 0; v--)
        {
            var normal = vectors[v].AsSpan(v).ToArray();
            for (var other = v + 1; other < vectors.Length; other++) Reflect(vectors[other].AsSpan(v), normal);
            vectors[v].AsSpan().Clear();
            vectors[v][v] = 1;
            Reflect(vectors[v].AsSpan(v), normal);
        }
    }

    /// <summary>x - 2·n·(n·x).</summary>
    static void Reflect(Span<double> vector, ReadOnlySpan<double> normal)
    {
        var twice = 2 * Dot(vector, normal);
        var packs = MemoryMarshal.Cast<double, Vector512<double>>(vector);
        var normals = MemoryMarshal.Cast<double, Vector512<double>>(normal);
        for (var i = 0; i < packs.Length; i++) packs[i] -= normals[i] * twice;
        for (var i = packs.Length * Vector512<double>.Count; i < vector.Length; i++) vector[i] -= normal[i] * twice;
    }

    /// <summary>
    /// Eight lanes, then the tree 4, 2, 1, then what is left over: the same order with vector registers of any width.
    /// Products and sums are rounded apart.
    /// </summary>
    static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var packs = MemoryMarshal.Cast<double, Vector512<double>>(a);
        var others = MemoryMarshal.Cast<double, Vector512<double>>(b);
        var lanes = Vector512<double>.Zero;
        for (var i = 0; i < packs.Length; i++) lanes += packs[i] * others[i];
        var four = lanes.GetLower() + lanes.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        var sum = two[0] + two[1];
        for (var i = packs.Length * Vector512<double>.Count; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    static void CheckMatrix(ReadOnlySpan<float> weights, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (weights.Length != (long)rows * columns)
            throw new ArgumentException(
                $"A matrix of {rows} rows and {columns} columns does not have {weights.Length} elements.",
                nameof(weights));
    }
}
