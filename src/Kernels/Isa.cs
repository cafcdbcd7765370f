using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels;

/// <summary>
/// The instruction set a kernel runs with. Every one gives the same bits, NaN apart; they differ in speed.
/// </summary>
public enum Isa
{
    /// <summary>One float at a time, on any processor.</summary>
    Scalar,

    /// <summary>AVX2 and FMA: eight floats.</summary>
    Avx2,

    /// <summary>AVX-512 F: sixteen floats.</summary>
    Avx512,
}

/// <summary>Which instruction sets this process has.</summary>
public static class Isas
{
    /// <summary>The instruction sets that can run here, fastest first.</summary>
    public static IReadOnlyList<Isa> Available { get; } =
    [
        .. Avx512F.IsSupported && Vector512.IsHardwareAccelerated ? [Isa.Avx512] : (ReadOnlySpan<Isa>)[],
        .. Avx2.IsSupported && Fma.IsSupported ? [Isa.Avx2] : (ReadOnlySpan<Isa>)[],
        Isa.Scalar,
    ];

    /// <summary>
    /// What the generated members use: the fastest available, or what the environment variable KERNELS_ISA
    /// (avx512, avx2 or scalar) asks for. Read once, when the first kernel runs.
    /// </summary>
    public static Isa Best { get; } = Choose(Environment.GetEnvironmentVariable("KERNELS_ISA"));

    /// <exception cref="PlatformNotSupportedException">The name is not an instruction set,
    /// or not one of this machine.</exception>
    internal static Isa Choose(string? name)
    {
        if (string.IsNullOrEmpty(name)) return Available[0];
        foreach (var isa in Available)
            if (string.Equals(isa.ToString(), name, StringComparison.OrdinalIgnoreCase)) return isa;
        throw new PlatformNotSupportedException(
            $"KERNELS_ISA={name} cannot run here. Available: {string.Join(", ", Available).ToLowerInvariant()}.");
    }
}
