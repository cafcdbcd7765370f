// A kernel with one of its constants moved; noticed when it changes a bit of the pinned sample.
extern alias runtime;

using runtime::Kernels.Proof;

namespace Kernels.Generators.Tests.Mutations;

internal sealed class Mutant(LiftedKernel kernel, Occurrence constant, int direction, bool isEquivalent)
{
    public LiftedKernel Kernel => kernel;

    public bool IsLimit => constant.IsLimit;

    /// <summary>The bits of the sources at which it was first seen to differ; null while it was not.</summary>
    public uint[]? Witness { get; set; }

    public bool IsNoticed => Witness is not null;

    /// <summary>Whether a search through all floats has found no difference, as the ledger says.</summary>
    public bool IsListedAsEquivalent => isEquivalent;

    public static Mutant[] All(LiftedKernel kernel)
    {
        var equivalent = kernel.Ledger.Where(entry => entry.IsEquivalent).Select(entry => entry.Mutant).ToHashSet();
        return [.. from constant in kernel.Occurrences
                   from direction in (int[])[1, -1]
                   select new Mutant(kernel, constant, direction, equivalent.Contains(Name(constant, direction)))];
    }

    /// <summary>The parameters of the lifted kernel with the constant moved.</summary>
    public float[] Parameters(float[] right)
    {
        float[] moved = [.. right];
        moved[constant.At] = constant.Moved(direction);
        return moved;
    }

    public MutantLedger.Entry Entry => new(kernel.Key, kernel.Fingerprint, Name(constant, direction), Witness ?? []);

    public override string ToString() => $"{kernel}: {Name(constant, direction)}";

    static string Name(Occurrence constant, int direction) => $"{constant} {(direction > 0 ? "up" : "down")}";
}
