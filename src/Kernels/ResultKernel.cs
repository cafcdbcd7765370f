using System.ComponentModel;

namespace Kernels;

/// <summary>
/// The kernel of a definition with several results, seen as the kernel of one of them: what arrives at the others
/// is 0, and what it computes of them is dropped. For tools that treat all definitions alike; a caller who wants
/// speed calls the member itself.
/// </summary>
/// <param name="Whole">The definition with all results.</param>
/// <param name="Kernel">Its kernel.</param>
/// <param name="Result">Which result.</param>
/// <param name="Results">Of how many.</param>
public sealed record ResultKernel(ActivationInfo Whole, KernelInfo Kernel, int Result, int Results)
{
    const string Step = "Step", Forward = "Forward", Tangent = "Tangent";

    /// <summary>Whether there is a destination for each result; else there is an upstream gradient for each.</summary>
    internal bool WritesResults => Kernel.Name is Step or Forward or Tangent;

    /// <summary>
    /// All kernels of a definition as those of one result. That of a step, which computes the value, is Forward.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static IReadOnlyList<KernelInfo> All(ActivationInfo whole, int result, int results)
        => [.. whole.Kernels.Select(kernel => new ResultKernel(whole, kernel, result, results).Seen())];

    internal KernelInfo Seen()
    {
        var (isOther, count) = (Others(), Kernel.Sources.Count);
        return Kernel with
        {
            Name = Kernel.Name == Step ? Forward : Kernel.Name,
            Sources = [.. Kernel.Sources.Where((_, i) => WritesResults || !isOther(i - Whole.Inputs.Count))],
            Destinations = [.. Kernel.Destinations.Where((_, i) => !WritesResults || !isOther(i))],
            Run = (isa, sources, destinations, parameters)
                => Kernel.Run(isa, Sources(sources), Destinations(sources, destinations), parameters),
            Of = this,
        };
    }

    Func<int, bool> Others() => i => i >= 0 && i < Results && i != Result;

    /// <summary>The arguments of the whole kernel: zeros arrive at the other results.</summary>
    public IReadOnlyList<ReadOnlyMemory<float>> Sources(IReadOnlyList<ReadOnlyMemory<float>> sources)
    {
        if (WritesResults) return sources;
        var (inputs, upstream) = (Whole.Inputs.Count, sources[Whole.Inputs.Count]);
        var zeros = new float[sources[0].Length];
        return [.. sources.Take(inputs),
            .. Enumerable.Range(0, Results).Select(result => result == Result ? upstream : zeros)];
    }

    /// <summary>Likewise: the other results go to memory that nobody reads.</summary>
    public IReadOnlyList<Memory<float>> Destinations(
        IReadOnlyList<ReadOnlyMemory<float>> sources, IReadOnlyList<Memory<float>> destinations)
    {
        if (!WritesResults) return destinations;
        var length = sources[0].Length;
        return [.. Enumerable.Range(0, Results)
            .Select(result => result == Result ? destinations[0] : new float[length])];
    }
}
