// A sample large enough to show one ULP in one coefficient. In the first coefficient of a polynomial an ULP is 2⁻⁴² of
// the result, and shows where that flips a rounding: at one of 2¹⁸ points, and those at the ends of the reduced range.
// So where functions bend, every eighth float is taken; elsewhere, where they are straight or have ended, one of 512.
// What even that does not show, a search through all floats has found an input for, or none: see MutantLedger.
namespace Kernels.Proof;

/// <summary>
/// Sources of a kernel in blocks of one length: the sample of all kinds of floats,
/// the inputs found by search, the dense ranges.
/// </summary>
public static class DenseSample
{
    /// <summary>Points of a block.</summary>
    public const int Length = PinnedBits.Points;

    const int MantissaBits = 23, Binade = 1 << MantissaBits, Odd = 0x2B5;

    /// <summary>Neighbouring bit patterns, a stride apart.</summary>
    readonly record struct Range(uint First, uint Stride);

    static readonly Range[] Ranges = [.. Dense().OrderBy(range => range.Stride)];

    /// <summary>How many blocks there are, those where most shows first.</summary>
    public static int Blocks => 2 + Ranges.Length;

    /// <summary>The sources of that block.</summary>
    public static float[][] Sources(Case subject, int block)
    {
        if (block == 0) return PinnedBits.Sources(subject, Length);
        if (block == 1) return Witnesses(subject);
        var range = Ranges[block - 2];
        return [.. subject.Kernel.Sources.Select(
            (_, source) => PinnedBits.IsUpstream(subject, source) ? Upstream : Points(range, source))];
    }

    /// <summary>An upstream gradient is moderate and no power of two, so that it hides nothing.</summary>
    public static float[] Upstream { get; } = [.. Enumerable.Range(0, Length).Select(i => 0.3f + 0.7f * (i % 5))];

    /// <summary>A second input has the same magnitudes in another order, and the other sign.</summary>
    static float[] Points(Range range, int source)
    {
        var points = new float[Length];
        for (uint i = 0; i < Length; i++)
        {
            var at = source == 0 ? i : i * 0x9E5u % Length;
            points[i] = BitConverter.UInt32BitsToSingle(range.First + at * range.Stride ^ (uint)source << 31);
        }
        return points;
    }

    /// <summary>The inputs of the ledger again and again, to fill a block; zeros where there are none.</summary>
    static float[][] Witnesses(Case subject)
    {
        var witnesses = MutantLedger.Of(MutantLedger.Kernel(subject.Activation, subject.Kernel.Name))
            .Where(entry => !entry.IsEquivalent).ToArray();
        float Bits(int i, int source)
            => witnesses.Length == 0 ? 0
                : BitConverter.UInt32BitsToSingle(witnesses[i % witnesses.Length].Witness[source]);
        return [.. subject.Kernel.Sources.Select(
            (_, source) => (float[])[.. Enumerable.Range(0, Length).Select(i => Bits(i, source))])];
    }

    /// <summary>Binades by their distance from 1; in each the two signs in turn.</summary>
    static IEnumerable<Range> Dense()
        => from exponent in Enumerable.Range(-127, 255).OrderBy(exponent => Math.Abs(exponent - 1))
           let stride = exponent is >= -4 and < 7 ? 8u : 512u
           from first in Enumerable.Range(0, Binade / Length / (int)stride)
           from sign in (uint[])[0, 1]
           select new Range((sign << 31 | (uint)(exponent + 127) << MantissaBits)
               + (uint)first * stride * Length + Odd % stride, stride);
}
