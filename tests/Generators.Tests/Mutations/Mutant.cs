// A kernel with one of its constants moved; noticed when it changes a bit of the pinned sample.
namespace Kernels.Generators.Tests.Mutations;

internal sealed class Mutant(LiftedKernel kernel, Occurrence constant, int direction)
{
    public LiftedKernel Kernel => kernel;

    public bool IsLimit => constant.IsLimit;

    /// <summary>The inputs, in hexadecimal, at which it was first seen to differ; null while it was not.</summary>
    public string? NoticedAt { get; set; }

    public bool IsNoticed => NoticedAt is not null;

    /// <summary>What names the mutant as long as the kernel stays the same.</summary>
    public string Key => $"{kernel}\t{kernel.Fingerprint}\t{constant.At}\t{(direction > 0 ? "up" : "down")}";

    public static IEnumerable<Mutant> All(LiftedKernel kernel)
        => from constant in kernel.Occurrences from direction in (int[])[1, -1] select new Mutant(kernel, constant, direction);

    /// <summary>The parameters of the lifted kernel with the constant moved.</summary>
    public float[] Parameters(float[] right)
    {
        float[] moved = [.. right];
        moved[constant.At] = constant.Moved(direction);
        return moved;
    }

    public override string ToString() => $"{kernel}: {constant}, {(direction > 0 ? "up" : "down")}";
}
