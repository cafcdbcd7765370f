// The generated half of a definition over rows: its public members, and the kernels behind them.
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class RowFile
{
    public static string Write(RowSet set)
        => CpuFile.Write(set.Activation, set.KernelsClass,
            code => RowMembers.Write(code, set), code => Kernels(code, set));

    static void Kernels(CodeWriter code, RowSet set)
    {
        var written = new HashSet<string>();
        RowInfoText.Write(code, set);
        foreach (var scheduled in set.Written.Select(MomentSums.Of))
        {
            var tier = scheduled.IsDouble ? CpuTier.High : CpuTier.Fast;
            var (kernel, parameters) = RowNames.Free(scheduled, set.Activation.Parameters);
            var activation = set.Activation with { Parameters = parameters };
            code.Line();
            var entry = new RowEntry(kernel, activation, tier);
            entry.Write(code);
            if (RowEntry.IsTakenAtOnce(kernel))
            {
                code.Line();
                entry.WriteAtOnce(code);
                foreach (var pass in entry.PassesAtOnce.Where(pass => written.Add(pass.Name)))
                {
                    code.Line();
                    pass.Write(code);
                }
                continue;
            }
            foreach (var pass in kernel.Passes)
            {
                // A member that accumulates differs from its twin in the last pass only.
                if (pass.Elements is not { } elements || !written.Add(elements.Name)) continue;
                code.Line();
                CpuKernel.Write(code,
                    elements with { RowNumbers = RowEntry.NumbersOf(pass, activation) }, pass.Parameters, tier);
            }
        }
    }
}
