// BatchNorm at one shape: its arguments, the same in every run, and what it makes of them, by the library or by a copy
// of it that has chosen another instruction set.
using System.Runtime.Loader;
using Kernels.Rows;

namespace Kernels.Tests.Rows;

sealed class BatchNormCase(int rows, int columns, double offset = 0, int stride = 0)
{
    public delegate void ForwardTraining(
        ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y,
        Span<float> mean, Span<float> rstd, Span<float> runningMean, Span<float> runningVariance, int columns,
        float momentum, float epsilon, int rowStride);

    public delegate void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> rstd,
        ReadOnlySpan<float> weight, ReadOnlySpan<float> dy, Span<float> dx, Span<float> dweight,
        Span<float> dbias, int columns, int rowStride);

    public const float Momentum = 0.1f, Gap = -12345.678f;

    public int Stride { get; } = Math.Max(stride, columns);
    public float[] X { get; } = Values(rows, columns, stride, 1, offset - 1, offset + 1);
    public float[] Dy { get; } = Values(rows, columns, stride, 2, -1, 1);
    public float[] Weight { get; } = Values(1, columns, 0, 3, 0.5, 2);
    public float[] Bias { get; } = Values(1, columns, 0, 4, -1, 1);
    public float[] RunningMean { get; } = Values(1, columns, 0, 5, -1, 1);
    public float[] RunningVariance { get; } = Values(1, columns, 0, 6, 0.5, 2);
    public float[] Y { get; } = Gaps(rows, columns, stride);
    public float[] Dx { get; } = Gaps(rows, columns, stride);
    public float[] Mean { get; } = new float[columns];
    public float[] Rstd { get; } = new float[columns];
    public float[] Dweight { get; } = new float[columns];
    public float[] Dbias { get; } = new float[columns];

    public BatchNormCase Run(ForwardTraining forward, Backward backward)
    {
        forward(X, Weight, Bias, Y, Mean, Rstd, RunningMean, RunningVariance, columns, Momentum, 1e-5f, stride);
        backward(X, Mean, Rstd, Weight, Dy, Dx, Dweight, Dbias, columns, stride);
        return this;
    }

    public BatchNormCase Run() => Run(BatchNorm.ForwardTraining, BatchNorm.Backward);

    public uint[] Bits
        => [.. new[] { Y, Mean, Rstd, RunningMean, RunningVariance, Dx, Dweight, Dbias }.SelectMany(values => values)
            .Select(BitConverter.SingleToUInt32Bits)];

    public double[] Column(float[] values, int column)
        => [.. Enumerable.Range(0, rows).Select(row => (double)values[row * Stride + column])];

    /// <summary>
    /// Both methods of a copy of the library in which KERNELS_ISA has asked for
    /// <paramref name="isa"/>, and what that copy chose.
    /// </summary>
    public static (ForwardTraining Forward, Backward Backward, string Chosen) Copy(Isa isa)
    {
        // This copy has chosen before the variable is changed.
        _ = Isas.Best;
        var asked = Environment.GetEnvironmentVariable("KERNELS_ISA");
        Environment.SetEnvironmentVariable("KERNELS_ISA", isa.ToString());
        try
        {
            var copy =
                new AssemblyLoadContext(isa.ToString()).LoadFromAssemblyPath(typeof(BatchNorm).Assembly.Location);
            var chosen = copy.GetType(typeof(Isas).FullName!, true)!.GetProperty(nameof(Isas.Best))!.GetValue(null)!;
            var methods = copy.GetType(typeof(BatchNorm).FullName!, true)!;
            return (methods.GetMethod(nameof(BatchNorm.ForwardTraining))!.CreateDelegate<ForwardTraining>(),
                methods.GetMethod(nameof(BatchNorm.Backward))!.CreateDelegate<Backward>(), chosen.ToString()!);
        }
        finally
        {
            Environment.SetEnvironmentVariable("KERNELS_ISA", asked);
        }
    }

    static float[] Values(int rows, int columns, int stride, int seed, double low, double high)
    {
        var (values, random) = (Gaps(rows, columns, stride), new Random(seed));
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                values[row * Math.Max(stride, columns) + column] = (float)(low + (high - low) * random.NextDouble());
        return values;
    }

    static float[] Gaps(int rows, int columns, int stride)
    {
        var values = new float[rows * Math.Max(stride, columns)];
        Array.Fill(values, Gap);
        return values;
    }
}
