// The GPU half of a definition over rows: extension members, and the kernels behind them.
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class RowGpuFile
{
    public static string Write(RowSet set) => GpuFile.Write(set.Activation, set.KernelsClass, code => RowGpuMembers.Write(code, set), code => Kernels(code, set));

    static void Kernels(CodeWriter code, RowSet set)
    {
        // As on the CPU: in double lanes a sum of products has other bits than a sum of terms.
        foreach (var kernel in set.Written)
        {
            if (kernel.Name != nameof(Optimise.Member.Forward)) code.Line();
            RowGpuEntry.Write(code, kernel, set.Activation, set.HasDoubleLanes);
            code.Line();
            new RowGpuKernel(kernel, set.Activation, set.HasDoubleLanes ? GpuTarget.High : GpuTarget.Fast).Write(code);
        }
    }
}
