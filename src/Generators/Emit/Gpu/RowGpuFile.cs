// The GPU half of a definition over rows: extension members, and the kernels behind them.
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class RowGpuFile
{
    public static string Write(RowSet scheduled)
    {
        // As on the CPU: in double lanes a sum of products has other bits than a sum of terms.
        var set = scheduled with { Kernels = scheduled.Kernels.Select(kernel => kernel with { Passes = kernel.Passes.Select(DotProducts.Of).ToEquatable() }).ToEquatable() };
        return GpuFile.Write(set.Activation, set.KernelsClass, code => RowGpuMembers.Write(code, set), code => Kernels(code, set));
    }

    static void Kernels(CodeWriter code, RowSet set)
    {
        for (var i = 0; i < set.Kernels.Count; i++)
        {
            if (i > 0) code.Line();
            RowGpuEntry.Write(code, set.Kernels[i], set.Activation, set.HasDoubleLanes);
            code.Line();
            new RowGpuKernel(set.Kernels[i], set.Activation, set.HasDoubleLanes ? GpuTarget.High : GpuTarget.Fast).Write(code);
        }
    }
}
