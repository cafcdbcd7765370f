using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Kernels;

/// <summary>
/// The instruction set a kernel runs with. Every one gives the same bits, NaN apart; they differ in speed.
/// </summary>
public enum Isa
{
    /// <summary>One float at a time, on any processor.</summary>
    Scalar,

    /// <summary>Four floats: NEON on ARM64, and FMA on x86, where AVX2 is faster.</summary>
    Vector128,

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
        .. AdvSimd.Arm64.IsSupported || Fma.IsSupported ? [Isa.Vector128] : (ReadOnlySpan<Isa>)[],
        Isa.Scalar,
    ];

    /// <summary>
    /// What the generated members use: the fastest available, or what the environment variable KERNELS_ISA
    /// (avx512, avx2, vector128 or scalar) asks for. Read once, when the first kernel runs.
    /// </summary>
    public static Isa Best { get; } = Choose(Environment.GetEnvironmentVariable("KERNELS_ISA"));

    /// <summary>How many floats a vector of it has.</summary>
    internal static int Floats(Isa isa) => isa switch
    {
        Isa.Avx512 => 16,
        Isa.Avx2 => 8,
        Isa.Vector128 => 4,
        _ => 1,
    };

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
