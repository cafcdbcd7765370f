// A kernel whose IL ILGPU cannot read leaves its whole context unable to load another. So each is read in a context of
// its own first, which takes a millisecond or two where a driver takes a hundred; one that fails is refused by name,
// and the context of the others never sees it.
using ILGPU;

namespace Kernels.Gpu.Loops;

static class KernelTrial
{
    /// <summary>The kernel, if ILGPU can read it.</summary>
    /// <exception cref="InternalCompilerException">It cannot.</exception>
    public static TKernel Pass<TKernel>(TKernel kernel) where TKernel : Delegate
    {
        using var context = Context.Create(static builder => builder.EnableKernels());
        using var generation = context.BeginCodeGeneration();
        var phase = generation.BeginFrontendCodeGeneration();
        using (phase) phase.GenerateCode(kernel.Method);
        return phase.FirstException is { } failure ? throw failure : kernel;
    }

    /// <summary>What went wrong at first.</summary>
    public static Exception Cause(Exception e) => e.InnerException is { } inner ? Cause(inner) : e;

    /// <summary>
    /// Definition and member, as in "Silu.Backward": the structs of generated kernels are BackwardKernel or
    /// BackwardRows of a class SiluKernels, which the compiler gives a name of its own.
    /// </summary>
    public static string NameOf(Type kernel)
    {
        const string Definition = "Kernels", Elements = "Kernel", Rows = "Rows";
        var around = kernel.DeclaringType?.Name.Split("__")[^1];
        var suffix = Ends(kernel.Name, Elements) ? Elements : Ends(kernel.Name, Rows) ? Rows : null;
        if (around is null || suffix is null || !Ends(around, Definition)) return kernel.ToString();
        return $"{around[..^Definition.Length]}.{kernel.Name[..^suffix.Length]}";

        static bool Ends(string name, string with) => name.EndsWith(with, StringComparison.Ordinal);
    }
}
