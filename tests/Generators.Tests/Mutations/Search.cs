// All 2³² floats for the mutants that the sample does not show: each is either seen to differ somewhere, and that
// input is pinned, or it is the same function. Of two inputs one goes through the floats while the other stands. The
// upstream gradient is a power of two, which hides no bit of the derivative, and large, so that what would end below
// the smallest float is seen as well.
extern alias runtime;

using runtime::Kernels.Proof;
using runtime::Kernels.Verification;

namespace Kernels.Generators.Tests.Mutations;

internal static class Search
{
    const int Length = 1 << 14, Binade = 1 << 23;
    const float Upstream = 1.2676506e30f;

    public static void Run(LiftedKernel kernel, IReadOnlyList<Mutant> mutants)
    {
        // Binades by their distance from 1: what differs does so early.
        var binades = from exponent in Enumerable.Range(0, 256).OrderBy(exponent => Math.Abs(exponent - 128))
                      from sign in (uint[])[0, 1]
                      select sign << 31 | (uint)exponent << 23;
        for (var input = 0; input < kernel.Original.Inputs.Count; input++)
        {
            var along = input;
            Parallel.ForEach(binades, () => new SpecialValueCases(kernel, Length), (first, _, examination) =>
            {
                float[][] sources = [.. kernel.Lifted[kernel.Member].Sources.Select(
                    (_, source) => source < kernel.Original.Inputs.Count ? Filled(Sweep.HeldAt) : Filled(Upstream))];
                for (var block = first;
                    block < first + Binade && mutants.Any(mutant => !mutant.IsNoticed); block += Length)
                {
                    for (var i = 0u; i < Length; i++) sources[along][i] = BitConverter.UInt32BitsToSingle(block + i);
                    examination.Block(sources, mutants);
                }
                return examination;
            }, _ => { });
        }
    }

    static float[] Filled(float value) => [.. Enumerable.Repeat(value, Length)];
}
