// The gate: every kernel compiles for every target, and its text holds none of the instructions that would give other
// bits. It needs no GPU, so it guards CUDA where there is none.
using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;
using Kernels.Gpu.Tests.Rows;

namespace Kernels.Gpu.Tests;

public partial class ForbiddenInstructionTests(CompiledText compiled, ITestOutputHelper output)
    : IClassFixture<CompiledText>
{
    /// <summary>
    /// Approximations, flushed subnormals, arithmetic that ptxas may contract, what drops NaN,
    /// what is wrong in ILGPU, calls.
    /// </summary>
    [GeneratedRegex(
        @"\.approx|\.ftz|\b(?:mul|add|sub|mad|fma)\.f(?:32|64)|\b(?:min|max)\.f(?:32|64)|copysign"
            + @"|setp\.(?!neu)[a-z]+u\.f(?:32|64)|\bcall\b")]
    private static partial Regex ForbiddenInPtx();

    /// <summary>Doubles are for kernels of double lanes only.</summary>
    [GeneratedRegex(@"\.f64|\bdouble\b")]
    private static partial Regex Double();

    [GeneratedRegex(@"__generic|\b(?:half|fmin|fmax|mad|native_\w+|half_\w+|copysign|isless|isgreater)\b")]
    private static partial Regex ForbiddenInOpenCl();

    [GeneratedRegex(@"\b([A-Za-z_]\w*)\s*\(")]
    private static partial Regex Call();

    static readonly HashSet<string> Known =
        [
            "get_local_id", "get_group_id", "get_local_size", "get_num_groups", "work_group_barrier", "fma",
            "fabs", "floor", "sqrt", "as_int", "as_uint", "as_float", "as_long", "as_ulong", "as_double", "if"
        ];

    [Theory, InlineData(7, 5), InlineData(8, 0), InlineData(9, 0)]
    public void PTX_of_elementwise_kernels_has_no_forbidden_instruction(int major, int minor)
    {
        var faults = new List<string>();
        var count = 0;
        foreach (var (name, vectors, method) in CompiledText.Kernels())
        {
            var text = compiled.Ptx(method, new CudaArchitecture(major, minor));
            var entry = text[text.IndexOf(".entry", StringComparison.Ordinal)..];
            faults.AddRange(ForbiddenInPtx().Matches(entry).Select(match => $"{name}: {match.Value}"));
            if (Double().IsMatch(entry) != HasDoubleLanes(method)) faults.Add($"{name}: lanes of the wrong type");
            if (vectors && !(entry.Contains("ld.global.v4.f32") && entry.Contains("st.global.v4.f32")))
                faults.Add($"{name}: no 16-byte loads and stores");
            if (Regex.IsMatch(entry, @"\b(ld|st)\.(v\d\.)?f32")) faults.Add($"{name}: generic addresses");
            count++;
        }
        output.WriteLine($"{count} kernels compiled for sm_{major}{minor}");
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(20)));
        Assert.Equal(Cases.Loops, count);
    }

    [Fact]
    public void OpenCL_of_elementwise_kernels_has_no_forbidden_function()
    {
        var faults = new List<string>();
        var count = 0;
        foreach (var (name, _, method) in CompiledText.Kernels())
        {
            var text = compiled.OpenCl(method);
            faults.AddRange(ForbiddenInOpenCl().Matches(text).Select(match => $"{name}: {match.Value}"));
            if (Double().IsMatch(text) != HasDoubleLanes(method)) faults.Add($"{name}: lanes of the wrong type");
            faults.AddRange(UnknownCalls(text).Select(call => $"{name}: {call}"));
            count++;
        }
        output.WriteLine($"{count} kernels compiled to OpenCL C");
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(20)));
        Assert.Equal(Cases.Loops, count);
    }

    [Theory, InlineData(7, 5), InlineData(8, 0), InlineData(9, 0)]
    public void PTX_of_row_kernels_has_no_forbidden_instruction(int major, int minor)
    {
        var faults = new List<string>();
        foreach (var (name, hasDoubleLanes, method) in CompiledText.RowKernels().Concat(CompiledText.ColumnKernels()))
        {
            var text = compiled.Ptx(method, new CudaArchitecture(major, minor));
            var entry = text[text.IndexOf(".entry", StringComparison.Ordinal)..];
            faults.AddRange(ForbiddenInPtx().Matches(entry).Select(match => $"{name}: {match.Value}"));
            if (Double().IsMatch(entry) != hasDoubleLanes) faults.Add($"{name}: lanes of the wrong type");
            if (Regex.IsMatch(entry, @"\b(ld|st)\.(v\d\.)?f(32|64)")) faults.Add($"{name}: generic addresses");
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(20)));
        Assert.Equal((RowCases.Kernels + 3, 9),
            (CompiledText.RowKernels().Count(), CompiledText.ColumnKernels().Count()));
    }

    [Fact]
    public void OpenCL_of_row_kernels_has_no_forbidden_function()
    {
        var faults = new List<string>();
        foreach (var (name, hasDoubleLanes, method) in CompiledText.RowKernels().Concat(CompiledText.ColumnKernels()))
        {
            var text = compiled.OpenCl(method);
            faults.AddRange(ForbiddenInOpenCl().Matches(text).Select(match => $"{name}: {match.Value}"));
            if (Double().IsMatch(text) != hasDoubleLanes) faults.Add($"{name}: lanes of the wrong type");
            faults.AddRange(UnknownCalls(text).Select(call => $"{name}: {call}"));
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct().Take(20)));
    }

    static IEnumerable<string> UnknownCalls(string text)
        => Call().Matches(text).Select(match => match.Groups[1].Value)
            .Where(call => !Known.Contains(call) && !call.StartsWith("Kernel_", StringComparison.Ordinal));

    static bool HasDoubleLanes(MethodInfo method)
        => method.GetGenericArguments()[0].GetMethod("Lane", BindingFlags.Instance | BindingFlags.NonPublic)!
            .GetParameters()[0].ParameterType == typeof(double);
}
