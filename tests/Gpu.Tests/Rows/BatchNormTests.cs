// BatchNorm on the device has the bits of BatchNorm on the CPU: statistics, gradients and running statistics, of
// columns of all kinds, below and above a block of rows, with gaps, in place.
using ILGPU;
using ILGPU.Runtime;
using Kernels.Rows;

namespace Kernels.Gpu.Tests.Rows;

public class BatchNormTests
{
    const float Untouched = 123.25f, Momentum = 0.3f, Epsilon = 1e-3f;

    static readonly string[] Names =
        ["x", "weight", "bias", "y", "mean", "rstd", "runningMean", "runningVariance", "dy", "dx", "dweight", "dbias"];

    public static TheoryData<On, int, int, int> Shapes
    {
        get
        {
            var data = new TheoryData<On, int, int, int> { { On.Emulator, 3, 5, 0 }, { On.Emulator, 66, 5, 7 } };
            foreach (var on in Devices.Present.Where(on => on != On.Emulator))
                foreach (var (rows, columns, gap) in ((int, int, int)[])[(2, 1, 0), (63, 5, 0), (64, 16, 0),
                    (65, 17, 2), (130, 70, 3), (4161, 5, 0), (1000, 300, 0), (3, 4100, 0)])
                    data.Add(on, rows, columns, gap == 0 ? 0 : columns + gap);
            return data;
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shapes))]
    public void Training_and_its_gradient_give_the_bits_of_the_CPU(On on, int rows, int columns, int stride)
    {
        var (device, arguments) = (Devices.Get(on), Arguments(rows, columns, stride));
        var actual = Run(device, arguments, v =>
        {
            BatchNorm.ForwardTraining(device.Stream, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7],
                columns, Momentum, Epsilon, stride);
            BatchNorm.Backward(device.Stream, v[0], v[4], v[5], v[1], v[8], v[9], v[10], v[11], columns, stride);
        });
        var a = arguments;
        BatchNorm.ForwardTraining(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], columns, Momentum, Epsilon, stride);
        BatchNorm.Backward(a[0], a[4], a[5], a[1], a[8], a[9], a[10], a[11], columns, stride);
        Same(a, actual, $"of {rows} x {columns} every {stride} on {device.Name}");
    }

    /// <summary>Rows in the place of rows, and a destination that is longer than it need be.</summary>
    [Theory(SkipTestWithoutData = true), PresentData(On.Emulator), PresentData(On.Pocl), PresentData(On.Cuda)]
    public void Training_in_place_gives_the_bits_of_the_CPU(On on)
    {
        var device = Devices.Get(on);
        foreach (var (rows, columns) in ((int, int)[])[(5, 2), (9, 6)])
        {
            var arguments = Arguments(rows, columns, 0);
            arguments[4] = new float[columns + 3];
            var actual = Run(device, arguments, v =>
            {
                BatchNorm.ForwardTraining(device.Stream, v[3], v[1], v[2], v[3], v[4], v[5], v[6], v[7], columns);
                BatchNorm.Backward(device.Stream, v[0], v[4].SubView(0, columns), v[5], v[1],
                    v[8], v[8], v[10], v[11], columns);
            });
            var a = arguments;
            BatchNorm.ForwardTraining(a[3], a[1], a[2], a[3], a[4], a[5], a[6], a[7], columns);
            BatchNorm.Backward(a[0], a[4].AsSpan(0, columns), a[5], a[1], a[8], a[8], a[10], a[11], columns);
            Same(a, actual, $"in place, {rows} x {columns} on {device.Name}");
        }
    }

    [Theory(SkipTestWithoutData = true), PresentData(On.Emulator, 5, 0),
        PresentData(On.Pocl, 5, 0), PresentData(On.Pocl, 70, 73),
        PresentData(On.Cuda, 5, 0), PresentData(On.Cuda, 70, 73)]
    public void Inference_and_folding_give_the_bits_of_the_CPU(On on, int columns, int stride)
    {
        var (device, arguments) = (Devices.Get(on), Arguments(9, columns, stride));
        var actual = Run(device, arguments, v =>
        {
            BatchNorm.Forward(device.Stream, v[0], v[1], v[2], v[6], v[7], v[3], columns, Epsilon, stride);
            BatchNorm.Fold(device.Stream, v[1], v[2], v[6], v[7], v[10], v[11], Epsilon);
        });
        var a = arguments;
        BatchNorm.Forward(a[0], a[1], a[2], a[6], a[7], a[3], columns, Epsilon, stride);
        BatchNorm.Fold(a[1], a[2], a[6], a[7], a[10], a[11], Epsilon);
        Same(a, actual, $"inference of {columns} columns every {stride} on {device.Name}");
    }

    [Theory(SkipTestWithoutData = true), PresentData(On.Emulator), PresentData(On.Pocl), PresentData(On.Cuda)]
    public void Gradients_over_no_rows_are_zero(On on)
    {
        var device = Devices.Get(on);
        using var memory = device.Accelerator.Allocate1D(Samples.Of(15, stream: 0));
        ArrayView<float> Column(int at) => memory.View.BaseView.SubView(3 * at, 3);
        BatchNorm.Backward(device.Stream, default, Column(0), Column(1), Column(2), default, default,
            Column(3), Column(4), columns: 3);
        device.Stream.Synchronize();
        Assert.All(memory.GetAsArray1D()[9..], value => Assert.Equal(0, value));
    }

    /// <summary>Runs on copies of the arguments, and gives back what they are then.</summary>
    static float[][] Run(GpuDevice device, float[][] arguments, Action<ArrayView<float>[]> call)
    {
        var buffers = arguments.Select(values => device.Accelerator.Allocate1D(values)).ToArray();
        call([.. buffers.Select(buffer => buffer.View.BaseView)]);
        device.Stream.Synchronize();
        float[][] results = [.. buffers.Select(buffer => buffer.GetAsArray1D())];
        foreach (var buffer in buffers) buffer.Dispose();
        return results;
    }

    static void Same(float[][] expected, float[][] actual, string what)
    {
        for (var i = 0; i < Names.Length; i++)
            BitAssert.Equal(expected[i], actual[i], $"{Names[i]} {what}", k => $"[{k}]");
    }

    static float[][] Arguments(int rows, int columns, int stride)
    {
        float[] Column(int stream)
            => [.. Enumerable.Range(0, columns).Select(column => Ordinary(stream, column) + 1.25f)];
        float[] x = Rows(rows, columns, stride, stream: 0), dy = Rows(rows, columns, stride, stream: 1);
        return [x, Column(2), Column(3), (float[])x.Clone(), new float[columns], new float[columns], Column(4),
            Column(5), dy, new float[dy.Length], new float[columns], new float[columns]];
    }

    /// <summary>
    /// Five kinds of columns: about 0, all equal, about 10⁴, all floats with NaN and ∞ among them,
    /// and -0; something else in the gaps.
    /// </summary>
    static float[] Rows(int rows, int columns, int stride, int stream)
    {
        var every = Math.Max(stride, columns);
        var (values, wild) = (new float[(rows - 1) * every + columns], Samples.Of(rows, stream));
        Array.Fill(values, Untouched);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                values[row * every + column] = (column % 5) switch
                {
                    1 => 0.1f,
                    2 => 1e4f + Ordinary(stream, row),
                    3 => wild[row],
                    4 => -0f,
                    _ => Ordinary(stream + column, row),
                };
        return values;
    }

    /// <summary>Numbers within ±1 of many digits.</summary>
    static float Ordinary(int stream, int at) => (float)Math.Sin(12.9898 * at + 78.233 * stream + 1);
}
