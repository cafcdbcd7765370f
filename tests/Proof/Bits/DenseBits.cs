// A hash of what a kernel gives for the dense sample: tens of millions of points, so it keeps up with the kernel. Each
// step is a bijection of the hash for any value, and of the value for any hash: one bit in one element always shows.
using System.Runtime.Intrinsics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Kernels.Proof;

/// <summary>Hashes of kernel outputs over <see cref="DenseSample"/>.</summary>
public static class DenseBits
{
    const uint Prime = 0x9E3779B1, NaN = 0x7FC00000;

    /// <summary>Whether the kernel has one: the other members are made of the same parts.</summary>
    public static bool Offers(KernelInfo kernel) => kernel.Name is "Forward" or "Backward";

    /// <summary>All destinations, every NaN the same.</summary>
    public static string Hash(Case subject)
    {
        var destinations = subject.Destinations(DenseSample.Length);
        var states = destinations.Select((_, output) => Vector512.Create((uint)output)).ToArray();
        for (var block = 0; block < DenseSample.Blocks; block++)
        {
            subject.Run(DenseSample.Sources(subject, block).Select(source => (ReadOnlyMemory<float>)source),
                destinations.Select(destination => destination.AsMemory()));
            for (var output = 0; output < states.Length; output++)
                states[output] = Fold(states[output], destinations[output]);
        }
        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(states.AsSpan()))[..16]);
    }

    static Vector512<uint> Fold(Vector512<uint> state, ReadOnlySpan<float> values)
    {
        foreach (var value in MemoryMarshal.Cast<float, Vector512<float>>(values))
        {
            var bits = Vector512.ConditionalSelect(Vector512.Equals(value, value).AsUInt32(),
                value.AsUInt32(), Vector512.Create(NaN));
            state = (state ^ bits) * Vector512.Create(Prime);
            state ^= state >>> 15;
        }
        return state;
    }
}
