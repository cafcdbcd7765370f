// The generated half of a definition over rows: its public members, and the kernels behind them.
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class RowFile
{
    public static string Write(RowSet set) => CpuFile.Write(set.Activation, set.KernelsClass, code => RowMembers.Write(code, set), code => Kernels(code, set));

    static void Kernels(CodeWriter code, RowSet set)
    {
        var written = new HashSet<string>();
        RowInfoText.Write(code, set);
        foreach (var scheduled in set.Written.Select(MomentSums.Of))
        {
            var (kernel, parameters) = RowNames.Free(scheduled, set.Activation.Parameters);
            var entry = new RowEntry(kernel, set.Activation with { Parameters = parameters });
            code.Line();
            entry.Write(code);
            code.Line();
            entry.WriteRows(code);
            // A member that accumulates differs from its twin in the last pass only.
            foreach (var pass in entry.ElementPasses.Where(pass => written.Add(pass.Name)))
            {
                code.Line();
                pass.Write(code);
            }
        }
    }
}
