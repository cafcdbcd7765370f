// The text that ILGPU makes of every generated kernel, with no GPU: PTX for three generations of NVIDIA, and OpenCL C.
using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Kernels.Gpu.Loops;

namespace Kernels.Gpu.Tests;

public sealed class CompiledText : IDisposable
{
    readonly Context context = Context.Create(builder => builder.EnableKernels());

    /// <summary>
    /// Every generated kernel struct of the catalogue and of this assembly, under both loops;
    /// and under theirs, those with sums.
    /// </summary>
    public static IEnumerable<(string Name, bool Vectors, MethodInfo Method)> Kernels()
        => (from type in Types
            where type.IsValueType && typeof(IElementKernel).IsAssignableFrom(type)
            from loop in (string[])[nameof(ElementLoop.Vectors), nameof(ElementLoop.Scalars)]
            select ($"{type}, {loop}", loop == nameof(ElementLoop.Vectors),
                typeof(ElementLoop).GetMethod(loop)!.MakeGenericMethod(type)))
        .Concat(
            from type in Types
            where type.IsValueType
            from contract in type.GetInterfaces()
            where type != RowTotals && contract.IsGenericType
                && contract.GetGenericTypeDefinition() == typeof(ISummingKernel<>)
            select ($"{type}, segments", false, typeof(SummingLoop).GetMethod(nameof(SummingLoop.Segments))!
                .MakeGenericMethod(type, contract.GetGenericArguments()[0])));

    /// <summary>Every generated kernel over rows, and the kernels that sum over the rows.</summary>
    public static IEnumerable<(string Name, bool HasDoubleLanes, MethodInfo Method)> RowKernels()
        => (from type in Types
            where type.IsValueType
            from contract in type.GetInterfaces()
            where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRowKernel<>)
            let lane = contract.GetGenericArguments()[0]
            select ($"{type}", lane == typeof(double),
                typeof(RowLoop).GetMethod(nameof(RowLoop.Rows))!.MakeGenericMethod(type, lane)))
        .Append(("columns", false, typeof(ColumnLoop).GetMethod(nameof(ColumnLoop.Columns))!))
        .Append(("wide columns", true, typeof(ColumnLoop).GetMethod(nameof(ColumnLoop.WideColumns))!))
        .Append(("totals", false, typeof(SummingLoop).GetMethod(nameof(SummingLoop.Segments))!
            .MakeGenericMethod(RowTotals, RowTotals.GetInterfaces().Single().GetGenericArguments()[0])));

    /// <summary>What is summed over the rows, and what is computed once a column.</summary>
    public static IEnumerable<(string Name, bool HasDoubleLanes, MethodInfo Method)> ColumnKernels()
        => (from type in Types
            where type.IsValueType
            from contract in type.GetInterfaces()
            where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IColumnTerms<>)
            select ($"{type}, blocks", false, typeof(ColumnLoop).GetMethod(nameof(ColumnLoop.Blocks))!
                .MakeGenericMethod(type, contract.GetGenericArguments()[0])))
        .Concat(
            from type in Types
            where type.IsValueType && typeof(IColumnTotal).IsAssignableFrom(type)
            select ($"{type}, wide blocks", true,
                typeof(ColumnLoop).GetMethod(nameof(ColumnLoop.WideBlocks))!.MakeGenericMethod(type)))
        .Concat(
            from type in Types
            where type.IsValueType && typeof(IColumnStep).IsAssignableFrom(type)
            let hasDoubles = type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
                .Any(field => field.FieldType == typeof(double))
            select ($"{type}, each", hasDoubles,
                typeof(ColumnLoop).GetMethod(nameof(ColumnLoop.Each))!.MakeGenericMethod(type)));

    static Type RowTotals => typeof(SummingLoop).Assembly.GetType("Kernels.Gpu.Loops.RowTotals", throwOnError: true)!;

    /// <summary>
    /// All but those that are there to fail: after an error within it, ILGPU's context compiles nothing more.
    /// </summary>
    static IEnumerable<Type> Types => typeof(GpuDevice).Assembly.GetTypes()
        .Concat(typeof(CompiledText).Assembly.GetTypes()
            .Where(type => !type.FullName!.StartsWith(typeof(FailureTests).FullName!, StringComparison.Ordinal)));

    public string Ptx(MethodInfo method, CudaArchitecture architecture)
    {
        // ISA 8.4 is what the last tool chain known to have assembled these kernels reads.
        using var backend = new PTXBackend(context, new CudaCapabilityContext(architecture), architecture,
            CudaInstructionSet.ISA_84, nvvmAPI: null!);
        return ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(method),
            default)).PTXAssembly;
    }

    public string OpenCl(MethodInfo method)
    {
        using var backend = new CLBackend(context, new CLCapabilityContext(false, true, true, true, false),
            CLDeviceVendor.Other, CLCVersion.CL20);
        return ((CLCompiledKernel)backend.Compile(
            EntryPointDescription.FromExplicitlyGroupedKernel(method), default)).Source;
    }

    public void Dispose() => context.Dispose();
}
