// One kernel of one definition on one runner, with inputs of any length: what every suite here drives.
using Kernels.Verification;

namespace Kernels.Proof;

/// <summary>A kernel to run, and how.</summary>
public sealed record Case(ActivationInfo Activation, KernelInfo Kernel, KernelRunner Runner)
{
    /// <summary>What destinations hold before a kernel runs, and must hold where it does not write.</summary>
    public const float Sentinel = -12345.678f;

    readonly float[] parameters = [.. Activation.Parameters.Select(parameter => parameter.Default)];

    /// <summary>All kernels that the runner offers.</summary>
    public static IEnumerable<Case> All(ActivationInfo activation, KernelRunner runner)
        => from kernel in activation.Kernels
           where runner.Offers(activation, kernel)
           select new Case(activation, kernel, runner);

    /// <summary>Sources with all kinds of floats, NaN and infinities among them.</summary>
    public float[][] Sources(int length) => [.. Kernel.Sources.Select((_, source) =>
    {
        var values = Samples.Stratified(length, source + 7);
        for (var i = source + 3; i < length; i += 37)
            values[i] = (i % 3) switch { 0 => float.NaN, 1 => float.PositiveInfinity, _ => float.NegativeInfinity };
        return values;
    })];

    /// <summary>Destinations with room to spare, full of sentinels.</summary>
    public float[][] Destinations(int length) => [.. Kernel.Destinations.Select(_ =>
    {
        var values = new float[length];
        Array.Fill(values, Sentinel);
        return values;
    })];

    /// <summary>Runs the kernel.</summary>
    /// <param name="sources">In the kernel's order.</param>
    /// <param name="destinations">Likewise.</param>
    /// <param name="position">Of the first element, for definitions that draw random numbers.</param>
    public void Run(
        IEnumerable<ReadOnlyMemory<float>> sources, IEnumerable<Memory<float>> destinations, int position = 0)
        => Runner.Run(Activation, Kernel, [.. sources], [.. destinations], [.. parameters, position]);

    /// <summary>Runs the kernel on arrays, from the start of each, and returns the destinations.</summary>
    public float[][] Run(float[][] sources)
    {
        var destinations = Destinations(sources[0].Length);
        Run(sources.Select(source => (ReadOnlyMemory<float>)source),
            destinations.Select(destination => destination.AsMemory()));
        return destinations;
    }

    /// <summary>
    /// Where two results differ in bits (all NaN are one), as a sentence; null where they are the same.
    /// </summary>
    public string? Difference(
        string what, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float[][]? sources = null)
    {
        for (var i = 0; i < expected.Length; i++)
            if (!ResultBits.AreSame(expected[i], actual[i]))
            {
                var at = i;
                var inputs = sources is null ? ""
                    : $" ({string.Join(", ", sources.Select(source => $"0x{Bits(source[at]):X8}"))})";
                return $"{this}, {what}: element {i}{inputs} is 0x{Bits(actual[i]):X8}, not 0x{Bits(expected[i]):X8}";
            }
        return null;
    }

    static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);

    /// <inheritdoc/>
    public override string ToString() => $"{Activation.FullName}.{Kernel.Name} on {Runner.Name}";
}
