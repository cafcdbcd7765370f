// One definition over rows at one shape, with values of all kinds in it: what suites of bits and contracts drive.
using Kernels.Verification;

namespace Kernels.Proof;

/// <summary>A definition over rows, and a shape to run it at.</summary>
public sealed record RowCase(RowInfo Definition, int Rows, int Columns)
{
    /// <summary>
    /// Of four rows one has all kinds of floats, NaN and infinities among them; the others are about 1.
    /// </summary>
    const int Wild = 4;

    const int Seed = 59;

    readonly float[] parameters = [.. Definition.Parameters.Select(parameter => parameter.Default)];

    /// <summary>How many values a span of that shape has.</summary>
    public int Length(RowShape shape) => shape switch
    {
        RowShape.Element => Rows * Columns,
        RowShape.PerColumn => Columns,
        RowShape.PerRow => Rows,
        _ => 1,
    };

    /// <summary>What the kernel reads and what it writes, destinations full of sentinels.</summary>
    public (ReadOnlyMemory<float>[] Sources, Memory<float>[] Destinations) Arguments(
        RowKernelInfo kernel, int offset = 0)
        => ([.. kernel.Sources.Select((span, i)
            => (ReadOnlyMemory<float>)Shifted(Values(span.Shape, i), offset == 0 ? 0 : (offset + 5 * i) % 16))],
            [.. kernel.Destinations.Select(
                (span, i) => Shifted(Sentinels(Length(span.Shape)), offset == 0 ? 0 : (3 * offset + i) % 16))]);

    /// <summary>
    /// The kernel's destinations, of spans that start <paramref name="offset"/> floats and more from where arrays do.
    /// </summary>
    public float[][] Run(KernelRunner runner, RowKernelInfo kernel, int offset = 0)
    {
        var (sources, destinations) = Arguments(kernel, offset);
        runner.Run(Definition, kernel, sources, destinations, Columns, 0, parameters);
        return [.. destinations.Select(destination => destination.ToArray())];
    }

    /// <summary>
    /// Where two results differ in bits (all NaN are one), as sentences: the first of each destination.
    /// </summary>
    public IEnumerable<string> Differences(
        KernelRunner runner, RowKernelInfo kernel, float[][] expected, float[][] actual)
        => from output in Enumerable.Range(0, expected.Length)
           let k = Enumerable.Range(0, expected[output].Length)
               .FirstOrDefault(k => Bits(expected[output][k]) != Bits(actual[output][k]), -1)
           where k >= 0
           select $"{Definition.FullName}.{kernel.Name} on {runner.Name}, {Rows} x {Columns}: "
               + $"{kernel.Destinations[output].Name}[{k}] is 0x{Bits(actual[output][k]):X8}, "
               + $"not 0x{Bits(expected[output][k]):X8}";

    /// <summary>The bits, every NaN the same.</summary>
    public static uint Bits(float value) => ResultBits.Of(value);

    float[] Values(RowShape shape, int source)
    {
        var random = new Random(Seed + source);
        var wild = Samples.Stratified(Length(shape), source);
        return [.. wild.Select((value, k) => shape switch
        {
            RowShape.Element when k / Columns % Wild == Wild - 1 => k % 29 == 17 ? float.NaN
                : k % 31 == 18 ? float.PositiveInfinity
                : k % 37 == 19 ? float.NegativeInfinity
                : value,
            RowShape.Element => (float)(12 * random.NextDouble() - 6),
            RowShape.PerRow => random.Next(Columns),
            _ => (float)(2 * random.NextDouble()),
        })];
    }

    static float[] Sentinels(int length)
    {
        var values = new float[length];
        Array.Fill(values, Case.Sentinel);
        return values;
    }

    static Memory<float> Shifted(float[] values, int offset)
    {
        var room = new float[offset + values.Length];
        values.CopyTo(room, offset);
        return room.AsMemory(offset);
    }
}
