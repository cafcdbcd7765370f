// Runs a kernel as it is over blocks of points, and each mutant that has not
// been noticed beside it, until its bits differ.
extern alias runtime;

using System.Runtime.InteropServices;
using runtime::Kernels;

namespace Kernels.Generators.Tests.Mutations;

internal sealed class SpecialValueCases(LiftedKernel kernel, int length)
{
    readonly KernelInfo info = kernel.Lifted[kernel.Member];
    readonly float[] right = [.. kernel.Lifted.Parameters.Select(parameter => parameter.Default)];
    readonly float[][] expected = [.. kernel.Lifted[kernel.Member].Destinations.Select(_ => new float[length])];
    readonly float[][] actual = [.. kernel.Lifted[kernel.Member].Destinations.Select(_ => new float[length])];

    public void Block(float[][] sources, IReadOnlyList<Mutant> mutants)
    {
        Run(sources, expected, right);
        foreach (var mutant in mutants)
        {
            if (mutant.IsNoticed) continue;
            Run(sources, actual, mutant.Parameters(right));
            if (Difference() is { } at)
                mutant.Witness = [.. sources.Select(source => BitConverter.SingleToUInt32Bits(source[at]))];
        }
    }

    void Run(float[][] sources, float[][] destinations, float[] parameters)
        => info.Run(Isas.Best, [.. sources.Select(source => (ReadOnlyMemory<float>)source)],
            [.. destinations.Select(destination => destination.AsMemory())], parameters);

    /// <summary>The first point where a bit differs; all NaN are one.</summary>
    int? Difference()
    {
        for (var output = 0; output < expected.Length; output++)
        {
            var (was, now) = (expected[output], actual[output]);
            if (MemoryMarshal.AsBytes(was.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(now.AsSpan()))) continue;
            for (var i = 0; i < was.Length; i++)
                if (BitConverter.SingleToInt32Bits(was[i]) != BitConverter.SingleToInt32Bits(now[i])
                    && !(float.IsNaN(was[i]) && float.IsNaN(now[i])))
                    return i;
        }
        return null;
    }
}
