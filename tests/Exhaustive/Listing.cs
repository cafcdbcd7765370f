// ./dev exhaustive --list: each sweep with what the ledger says of it.
using Kernels.Proof;

namespace Kernels.Exhaustive;

internal static class Listing
{
    public static void Print(IEnumerable<Sweep> sweeps)
    {
        var ledger = Ledger.Committed;
        foreach (var sweep in sweeps)
        {
            var state = ledger.Of(sweep) is not { } rows ? "not run with this kernel"
                : rows.All(row => row.Failures.Count == 0) ? rows[0].Stride == 1 ? "proven"
                    : $"one float in {rows[0].Stride}"
                : "BROKEN";
            Console.WriteLine($"{sweep.Activation.Name,-20} {sweep.Kernel.Name,-10} "
                + $"along {sweep.Activation.Inputs[sweep.Input],-6} {state}");
        }
    }
}
