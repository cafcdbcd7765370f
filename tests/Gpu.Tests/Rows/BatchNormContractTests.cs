// Wrong views given to BatchNorm throw an ArgumentException that names the parameter, before anything is queued.
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using Kernels.Rows;

namespace Kernels.Gpu.Tests.Rows;

public sealed class BatchNormContractTests : IDisposable
{
    const int Rows = 4, Columns = 3, Room = 16;

    readonly GpuDevice device = Devices.Get(On.Emulator);
    readonly MemoryBuffer1D<float, Stride1D.Dense> memory;

    public BatchNormContractTests() => memory = device.Accelerator.Allocate1D(Samples.Of(8 * Room, stream: 0));

    public void Dispose()
    {
        device.Stream.Synchronize();
        Assert.Equal(Samples.Of(8 * Room, stream: 0), memory.GetAsArray1D());
        memory.Dispose();
    }

    /// <summary>Parameters in order, destinations from the given one on.</summary>
    sealed record Method(
        string[] Parameters, int Destinations, Action<AcceleratorStream, ArrayView<float>[], int> Call);

    static readonly Dictionary<string, Method> Methods = new()
    {
        ["Forward"] = new(["x", "weight", "bias", "mean", "variance", "y"], 5,
            (stream, v, columns) => BatchNorm.Forward(stream, v[0], v[1], v[2], v[3], v[4], v[5], columns)),
        ["Fold"] = new(["weight", "bias", "mean", "variance", "scale", "shift"], 4,
            (stream, v, _) => BatchNorm.Fold(stream, v[0], v[1], v[2], v[3], v[4], v[5])),
        ["ForwardTraining"] = new(["x", "weight", "bias", "y", "mean", "rstd", "runningMean", "runningVariance"], 3,
            (stream, v, columns)
                => BatchNorm.ForwardTraining(stream, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], columns)),
        ["Backward"] = new(["x", "mean", "rstd", "weight", "dy", "dx", "dweight", "dbias"], 5,
            (stream, v, columns)
                => BatchNorm.Backward(stream, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], columns)),
    };

    public static TheoryData<string> All => [.. Methods.Keys];

    [Theory(SkipTestWithoutData = true), MemberData(nameof(All))]
    public void Wrong_lengths_throw(string method)
    {
        var parameters = Methods[method].Parameters;
        for (var i = 0; i < parameters.Length; i++)
        {
            var views = Arguments(method);
            views[i] = views[i].SubView(0, views[i].Length - 1);
            // The first view of Fold says how many columns there are.
            Throws(method, views, method == "Fold" && i == 0 ? "bias" : parameters[i]);
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(All))]
    public void Overlaps_throw(string method)
    {
        for (var i = Methods[method].Destinations; i < Methods[method].Parameters.Length; i++)
            for (var other = 0; other < i; other++)
            {
                var views = Arguments(method);
                views[i] = View(other, 1, (int)views[i].Length);
                Throws(method, views, Methods[method].Parameters[i]);
            }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(All))]
    public void Views_of_another_accelerator_throw(string method)
    {
        using var context = Context.Create(builder => builder.EnableKernels().CPU(new CPUDevice(4, 1, 1)));
        using var accelerator = context.Devices[0].CreateAccelerator(context);
        using var elsewhere = accelerator.Allocate1D<float>(Room);
        for (var i = 0; i < Methods[method].Parameters.Length; i++)
        {
            var views = Arguments(method);
            views[i] = elsewhere.View.BaseView.SubView(0, views[i].Length);
            Throws(method, views, Methods[method].Parameters[i]);
        }
    }

    [Theory, InlineData("Forward"), InlineData("ForwardTraining"), InlineData("Backward")]
    public void Zero_columns_throw(string method)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Methods[method].Call(device.Stream, Arguments(method), 0));

    [Fact]
    public void Training_on_fewer_than_two_rows_throws()
        => Throws("ForwardTraining", Arguments("ForwardTraining", rows: 1), "x");

    ArrayView<float>[] Arguments(string method, int rows = Rows)
        => [.. Methods[method].Parameters.Select(
            (name, i) => View(i, 0, name is "x" or "y" or "dx" or "dy" ? rows * Columns : Columns))];

    ArrayView<float> View(int argument, int start, int length)
        => memory.View.BaseView.SubView(argument * Room + start, length);

    void Throws(string method, ArrayView<float>[] views, string parameter)
        => Assert.Equal(parameter,
            Assert.Throws<ArgumentException>(() => Methods[method].Call(device.Stream, views, Columns)).ParamName);
}
