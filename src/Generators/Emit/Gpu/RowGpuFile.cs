// The GPU half of a definition over rows: extension members, and the kernels behind them.
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class RowGpuFile
{
    public static string Write(RowSet set) => GpuFile.Write(set.Activation, set.KernelsClass, code => RowGpuMembers.Write(code, set), code => Kernels(code, set));

    static void Kernels(CodeWriter code, RowSet set)
    {
        var isFirst = true;
        foreach (var kernel in set.Written)
        {
            if (!isFirst) code.Line();
            isFirst = false;
            RowGpuEntry.Write(code, kernel, set.Activation, set.HasDoubleLanes);
            code.Line();
            new RowGpuKernel(kernel, set.Activation, set.HasDoubleLanes ? GpuTarget.High : GpuTarget.Fast).Write(code);
        }
    }
}
