// The arithmetic of kernels, each operation rounded once on every device. ILGPU's own * and + become PTX that may be
// contracted, and its optimiser reassociates constants; it cannot see into intrinsics,
// so these stay as they are written.
using ILGPU;
using ILGPU.IR.Intrinsics;
using ILGPU.Util;

namespace Kernels.Gpu;

/// <summary>The floating-point operations of generated GPU kernels: the same bits as on the CPU, NaN apart.</summary>
/// <remarks>
/// The bodies run on ILGPU's CPU accelerator. PTX and OpenCL get one instruction each, registered by
/// <see cref="KernelContexts.EnableKernels"/>.
/// </remarks>
public static class GpuMath
{
    /// <summary>a·b + c, rounded once.</summary>
    [IntrinsicImplementation]
    public static float Fma(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    /// <summary>a·b, never contracted into a fused operation.</summary>
    [IntrinsicImplementation]
    public static float Mul(float a, float b) => a * b;

    /// <summary>a + b, never contracted into a fused operation.</summary>
    [IntrinsicImplementation]
    public static float Add(float a, float b) => a + b;

    /// <summary>a - b, never contracted into a fused operation.</summary>
    [IntrinsicImplementation]
    public static float Sub(float a, float b) => a - b;

    /// <summary>a·b + c, rounded once.</summary>
    [IntrinsicImplementation]
    public static double Fma(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, c);

    /// <summary>a·b, never contracted into a fused operation.</summary>
    [IntrinsicImplementation]
    public static double Mul(double a, double b) => a * b;

    /// <summary>a + b, never contracted into a fused operation.</summary>
    [IntrinsicImplementation]
    public static double Add(double a, double b) => a + b;

    /// <summary>a - b, never contracted into a fused operation.</summary>
    [IntrinsicImplementation]
    public static double Sub(double a, double b) => a - b;

    /// <summary>m·2ⁿ, rounded once: <see cref="Kernels.Loops.Lanes"/> of the CPU, operation by operation.</summary>
    /// <param name="m">Any value.</param>
    /// <param name="n">An integer within ±378.</param>
    public static float Scale(float m, float n)
    {
        var first = Bounded(n);
        var rest = Sub(n, first);
        var second = Bounded(rest);
        return Mul(Mul(Mul(m, PowerOfTwo(Sub(rest, second))), PowerOfTwo(second)), PowerOfTwo(first));
    }

    /// <inheritdoc cref="Scale(float, float)"/>
    /// <param name="m">Any value.</param>
    /// <param name="n">An integer within ±1022.</param>
    public static double Scale(double m, double n) => Mul(m, Interop.IntAsFloat((ulong)((long)n + 1023L << 52)));

    /// <summary>
    /// The random number of the element at <paramref name="position"/>:
    /// <see cref="Kernels.Loops.Uniforms"/> of the CPU.
    /// </summary>
    public static float Uniform(uint seed, long position)
        => Mul((int)(Kernels.Loops.Uniforms.Word(seed, position) >> 8 | 1), 1f / (1 << 24));

    static float Bounded(float n) => Utilities.Select(n < -126f, -126f, Utilities.Select(n > 127f, 127f, n));

    static float PowerOfTwo(float n) => Interop.IntAsFloat((uint)((int)n + 127 << 23));
}
