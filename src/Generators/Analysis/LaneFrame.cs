// The values of a body at a block of points. Kept from run to run: a verdict allocates little,
// and so leaves the compiler's memory alone.
namespace Kernels.Analysis;

internal sealed class LaneFrame
{
    public const int Length = 256;

    [ThreadStatic]
    static LaneFrame? current;

    readonly List<double[]> numbers = [];
    readonly List<long[]> bits = [];

    public IReadOnlyList<double[]> Numbers => numbers;
    public IReadOnlyList<long[]> Bits => bits;

    /// <summary>Good until the next call on the same thread.</summary>
    public static LaneFrame For(int instructions)
    {
        var frame = current ??= new();
        while (frame.numbers.Count < instructions)
        {
            frame.numbers.Add(new double[Length]);
            frame.bits.Add(new long[Length]);
        }
        return frame;
    }

    public void Fill(int at, double value)
    {
        for (var i = 0; i < Length; i++) numbers[at][i] = value;
    }

    public void Fill(int at, long value)
    {
        for (var i = 0; i < Length; i++) bits[at][i] = value;
    }
}
