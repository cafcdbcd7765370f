namespace Kernels.Gpu.Tests;

static class BitAssert
{
    /// <summary>Equal bits, any NaN being equal to any other: devices make different ones.</summary>
    public static void Equal(
        ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what, Func<int, string> inputs)
    {
        Assert.Equal(expected.Length, actual.Length);
        var wrong = 0;
        var first = -1;
        for (var i = 0; i < expected.Length; i++)
        {
            if (Kernels.Verification.ResultBits.AreSame(expected[i], actual[i])) continue;
            if (wrong++ == 0) first = i;
        }
        if (wrong > 0)
            Assert.Fail($"{what}: {wrong} of {expected.Length} differ, first at [{first}] for inputs {inputs(first)}: "
                + $"expected {Show(expected[first])}, actual {Show(actual[first])}, "
                + $"{Ulp(expected[first], actual[first])} ULP apart.");
    }

    public static string Show(float value) => FormattableString.Invariant($"{value:G9} (0x{Bits(value):X8})");

    static int Bits(float value) => BitConverter.SingleToInt32Bits(value);

    static long Ulp(float a, float b) => Math.Abs(Ordered(a) - Ordered(b));

    static long Ordered(float value) => Bits(value) is var bits && bits < 0 ? int.MinValue - (long)bits : bits;
}
