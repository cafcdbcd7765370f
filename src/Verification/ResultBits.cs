namespace Kernels.Verification;

/// <summary>
/// The bits of results as the promise has them: every NaN is one,
/// for which payload and sign it has differs between paths (ADR 31).
/// </summary>
public static class ResultBits
{
    const uint NaN = 0x7FC00000;

    /// <summary>The bits, of any NaN those of the quiet one.</summary>
    public static uint Of(float value) => float.IsNaN(value) ? NaN : BitConverter.SingleToUInt32Bits(value);

    /// <summary>Whether two results are the same.</summary>
    public static bool AreSame(float one, float other) => Of(one) == Of(other);
}
