// The GPU half of a definition over rows: extension members, and the kernels behind them.
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Gpu;

internal static class RowGpuFile
{
    public static string Write(RowSet set)
        => GpuFile.Write(set.Activation, set.KernelsClass,
            code => RowGpuMembers.Write(code, set), code => Kernels(code, set));

    static void Kernels(CodeWriter code, RowSet set)
    {
        var isFirst = true;
        // A rare row is done by the kernel that finds it.
        var rare = set.Written.Where(kernel => kernel.Form == RowForm.Rare).ToDictionary(kernel => kernel.Name);
        foreach (var written in set.Written.Where(kernel => kernel.Form != RowForm.Rare))
        {
            var kernel = written.Rare is { } form ? written with { Rare = rare[form.Name] } : written;
            if (!isFirst) code.Line();
            isFirst = false;
            RowGpuEntry.Write(code, kernel, set.Activation);
            code.Line();
            new RowGpuKernel(kernel, set.Activation, set.HasDoubleLanes ? GpuTarget.High : GpuTarget.Fast).Write(code);
        }
    }
}
