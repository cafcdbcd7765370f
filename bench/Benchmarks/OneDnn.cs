// oneDNN's element-wise primitives, its JIT for this processor, on one thread: through the C interface of
// version 2, which Debian has (libdnnl2, libdnnl-dev). Nothing is built against it, and where it is not
// installed there is nothing to compare with.
using System.Runtime.InteropServices;

namespace Kernels.Benchmarks;

internal static partial class OneDnn
{
    const string Library = "libdnnl.so.2", Threads = "libgomp.so.1";
    const int Cpu = 1, InOrder = 1, Float32 = 3, Dense = 2, ForwardTraining = 64;
    const int Source = 1, Destination = 17, SourceGradient = 129, DestinationGradient = 145;

    /// <summary>At least what dnnl_memory_desc_t and dnnl_eltwise_desc_t take.</summary>
    const int DescriptionBytes = 2048;

    /// <summary>dnnl_alg_kind_t and alpha, by definition.</summary>
    static readonly Dictionary<string, (int Kind, float Alpha)> Algorithms = new()
    {
        ["Relu"] = (0x1f, 0),
        ["LeakyRelu"] = (0x1f, 0.01f),
        ["Sigmoid"] = (0xaf, 0),
        ["Tanh"] = (0x2f, 0),
        ["Silu"] = (0xdf, 1),
        ["Gelu"] = (0x30, 0),
        ["GeluTanh"] = (0xcf, 0),
        ["Mish"] = (0x60, 0),
        ["Softplus"] = (0x9f, 0),
        ["Elu"] = (0x3f, 1),
    };

    public static IEnumerable<string> Names => Algorithms.Keys;

    public static bool IsThere => NativeLibrary.TryLoad(Library, out _) && NativeLibrary.TryLoad(Threads, out _);

    /// <summary>The primitive that does what the workload does; run on the calling thread.</summary>
    public static unsafe Action Of(Workload work)
    {
        var (kind, alpha) = Algorithms[work.Activation.Name];
        SetThreads(1);
        Check(CreateEngine(out var engine, Cpu, 0));
        Check(CreateStream(out var stream, engine, InOrder));
        byte* vector = stackalloc byte[DescriptionBytes], operation = stackalloc byte[DescriptionBytes];
        long length = work.Length;
        Check(DescribeMemory(vector, 1, in length, Float32, Dense));
        Check(DescribeForward(operation, ForwardTraining, kind, vector, alpha, 0));
        Check(CreatePrimitiveDescription(out var description, operation, 0, engine, 0));
        if (work.Kernel.Name == "Backward")
        {
            var forward = description;
            Check(DescribeBackward(operation, kind, vector, vector, alpha, 0));
            Check(CreatePrimitiveDescription(out description, operation, 0, engine, forward));
        }
        Check(CreatePrimitive(out var primitive, description));
        var result = Memory(engine, vector, work.Destinations[0]);
        Argument[] arguments = work.Kernel.Name == "Forward"
            ? [new(Source, Memory(engine, vector, work.Sources[0])), new(Destination, result)]
            : [new(Source, Memory(engine, vector, work.Sources[0])),
                new(DestinationGradient, Memory(engine, vector, work.Sources[1])), new(SourceGradient, result)];
        return () =>
        {
            Check(Execute(primitive, stream, arguments.Length, arguments));
            Check(Wait(stream));
        };
    }

    /// <summary>
    /// The workload's own array, held in its place: both meet the same memory, aligned as arrays are.
    /// </summary>
    static unsafe nint Memory(nint engine, byte* vector, float[] values)
    {
        Check(CreateMemory(out var memory, vector, engine,
            GCHandle.Alloc(values, GCHandleType.Pinned).AddrOfPinnedObject()));
        return memory;
    }

    static void Check(int status)
    {
        if (status != 0) throw new InvalidOperationException($"oneDNN says {status}.");
    }

    [StructLayout(LayoutKind.Sequential)]
    readonly record struct Argument(int Index, nint Memory);

    [LibraryImport(Threads, EntryPoint = "omp_set_num_threads")] private static partial void SetThreads(int count);
    [LibraryImport(Library, EntryPoint = "dnnl_engine_create")]
    private static partial int CreateEngine(out nint engine, int kind, nint index);
    [LibraryImport(Library, EntryPoint = "dnnl_stream_create")]
    private static partial int CreateStream(out nint stream, nint engine, uint flags);
    [LibraryImport(Library, EntryPoint = "dnnl_stream_wait")] private static partial int Wait(nint stream);
    [LibraryImport(Library, EntryPoint = "dnnl_memory_desc_init_by_tag")]
    private static unsafe partial int DescribeMemory(byte* memory, int dimensions, in long sizes, int type, int tag);
    [LibraryImport(Library, EntryPoint = "dnnl_eltwise_forward_desc_init")]
    private static unsafe partial int DescribeForward(
        byte* operation, int propagation, int kind, byte* vector, float alpha, float beta);
    [LibraryImport(Library, EntryPoint = "dnnl_eltwise_backward_desc_init")]
    private static unsafe partial int DescribeBackward(
        byte* operation, int kind, byte* gradient, byte* vector, float alpha, float beta);
    [LibraryImport(Library, EntryPoint = "dnnl_primitive_desc_create")]
    private static unsafe partial int CreatePrimitiveDescription(
        out nint description, byte* operation, nint attributes, nint engine, nint forward);
    [LibraryImport(Library, EntryPoint = "dnnl_primitive_create")]
    private static partial int CreatePrimitive(out nint primitive, nint description);
    [LibraryImport(Library, EntryPoint = "dnnl_memory_create")]
    private static unsafe partial int CreateMemory(out nint memory, byte* vector, nint engine, nint at);
    [LibraryImport(Library, EntryPoint = "dnnl_primitive_execute")]
    private static partial int Execute(nint primitive, nint stream, int count, Argument[] arguments);
}
