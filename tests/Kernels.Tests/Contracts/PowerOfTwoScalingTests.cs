// m·2ⁿ against the exact product rounded once, over its whole domain: what vscalefps does in one instruction.
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Kernels.Loops;
using Xunit;

namespace Kernels.Tests.Contracts;

public class PowerOfTwoScalingTests
{
    static readonly float[] Mantissas =
    [
        0, -0f, 1, -1.4142135f, 0.70710677f, 1.9999999f, 3.4028235e38f, -1.5e30f, 1.1754944e-38f, 1e-40f, float.Epsilon,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    [Fact]
    public void Scaling_rounds_once_on_every_path()
    {
        for (var n = -378; n <= 378; n++)
            foreach (var m in Mantissas)
            {
                var expected = (float)Math.ScaleB(m, n);
                Check(expected, Lanes.Scale(m, n), "scalar", m, n);
                if (Avx2.IsSupported)
                    Check(expected, Lanes.Scale(Vector256.Create(m), Vector256.Create((float)n))[5], "AVX2", m, n);
                if (Avx512F.IsSupported)
                    Check(expected,
                        Avx512F.Scale(Vector512.Create(m), Vector512.Create((float)n))[11], "AVX-512", m, n);
            }
    }

    [Fact]
    public void Shorter_ways_of_scaling_round_once_in_their_domains()
    {
        Assert.SkipUnless(Avx2.IsSupported, "They differ from the general way on AVX2 alone.");
        for (var n = -252; n <= 252; n++)
            foreach (var m in (float[])[.. Mantissas, 1.9721523e-31f, -2.1e-20f, 7.3e17f])
            {
                var (expected, lanes) = ((float)Math.ScaleB(m, n), Vector256.Create((float)n));
                var size = Math.Abs(Math.ScaleB((double)m, n));
                if (n == 0 || m == 0 || !(Math.Abs(m) < Math.ScaleB(1, -102)))
                    Check(expected, Lanes.ScaleNear(Vector256.Create(m), lanes)[5], "AVX2, near", m, n);
                if (n is >= -190 and <= 62 && size < Math.ScaleB(1, 63) && (m == 0 || float.IsNormal(m)))
                    Check(expected, Lanes.ScaleDown(Vector256.Create(m), lanes)[5], "AVX2, down", m, n);
            }
    }

    [Fact]
    public void Scaling_doubles_is_exact_for_normal_exponents()
    {
        for (var n = -1022; n <= 1022; n++)
            foreach (var m in (double[])[1, -1.4142135623730951, 0.7071067811865476, 0, double.NaN])
            {
                var expected = m * Math.ScaleB(1, n);
                Assert.Equal(expected, Lanes.Scale(m, n));
                if (Avx2.IsSupported)
                    Assert.Equal(expected, Lanes.Scale(Vector256.Create(m), Vector256.Create((double)n))[3]);
                if (Avx512F.IsSupported)
                    Assert.Equal(expected, Avx512F.Scale(Vector512.Create(m), Vector512.Create((double)n))[7]);
            }
    }

    static void Check(float expected, float actual, string path, float m, int n)
        => Assert.True(expected.Equals(actual) && float.IsNegative(expected) == float.IsNegative(actual)
            || float.IsNaN(expected) && float.IsNaN(actual),
            FormattableString.Invariant($"{m:R}·2^{n} on {path}: expected {expected:R}, got {actual:R}"));
}
