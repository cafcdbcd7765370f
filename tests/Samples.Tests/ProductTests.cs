using MathNet.Numerics.LinearAlgebra;
using Samples.Layers;

namespace Samples.Tests;

/// <summary>Products of matrices against those of MathNet.Numerics in double precision.</summary>
public sealed class ProductTests
{
    const int Seed = 7;

    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 4, 3, 16 }, { 5, 7, 17 }, { 3, 300, 10 }, { 64, 513, 33 }, { 37, 21, 19 }, { 2, 1, 40 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_product_is_that_of_MathNet_however_it_is_transposed(int m, int k, int n)
    {
        var random = new Random(Seed);
        var (a, b) = (Numbers(m * k, random), Numbers(k * n, random));
        var expected = Matrix(a, m, k) * Matrix(b, k, n);
        var (plain, left, right) = (new float[m * n], new float[m * n], new float[m * n]);
        Product.Of(a, b, plain, m, k, n);
        Product.OfTransposedLeft(Transposed(a, m, k), b, left, m, k, n);
        Product.OfTransposedRight(a, Transposed(b, k, n), right, m, k, n);
        for (var i = 0; i < plain.Length; i++)
            Assert.True(Math.Abs(plain[i] - expected[i / n, i % n]) <= 1e-6 * (k + 1),
                $"{m}x{k}x{n}, element {i}: expected {expected[i / n, i % n]:R}, is {plain[i]:R}");
        Assert.Equal(plain, left);
        Assert.Equal(plain, right);
    }

    [Fact]
    public void An_accumulated_product_is_added_to_what_is_there()
    {
        float[] sum = [1, 2, 3, 4];
        Product.Of([1, 2, 3, 4], [5, 6, 7, 8], sum, 2, 2, 2, accumulate: true);
        Assert.Equal([20, 24, 46, 54], sum);
    }

    [Theory]
    [InlineData("a", 5, 4, 4)]
    [InlineData("b", 4, 3, 4)]
    [InlineData("c", 4, 4, 6)]
    public void A_span_of_another_length_is_refused(string name, int a, int b, int c)
    {
        var error = Assert.Throws<ArgumentException>(
            () => Product.Of(new float[a], new float[b], new float[c], 2, 2, 2));
        Assert.Equal(name, error.ParamName);
    }

    static float[] Numbers(int count, Random random)
        => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

    static Matrix<double> Matrix(float[] values, int rows, int columns)
        => Matrix<double>.Build.Dense(rows, columns, (i, j) => values[i * columns + j]);

    static float[] Transposed(float[] values, int rows, int columns)
        => [.. Enumerable.Range(0, values.Length).Select(i => values[i % rows * columns + i / rows])];
}
