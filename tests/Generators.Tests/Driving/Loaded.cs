// A built project, emitted to memory, loaded and ready to run.
extern alias runtime;

using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CSharp;
using Info = runtime::Kernels.ActivationInfo;
using Isa = runtime::Kernels.Isa;

namespace Kernels.Generators.Tests.Driving;

internal sealed class Loaded
{
    public Loaded(Outcome outcome) : this(outcome.Compilation)
    {
    }

    public Loaded(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        image.Position = 0;
        var assembly = new AssemblyLoadContext(null, isCollectible: false).LoadFromStream(image);
        var catalog = assembly.GetTypes().Single(type => type.Name == "ActivationCatalog");
        All = (IReadOnlyList<Info>)catalog.GetProperty("All")!.GetValue(null)!;
    }

    public IReadOnlyList<Info> All { get; }

    /// <summary>Runs a kernel; every source has the same length, and so will every destination.</summary>
    public static float[][] Run(Info activation, string kernel, Isa isa, params float[][] sources)
    {
        var info = activation[kernel];
        var destinations = info.Destinations.Select(_ => new float[sources[0].Length]).ToArray();
        info.Run(isa, [.. sources.Select(source => (ReadOnlyMemory<float>)source)],
            [.. destinations.Select(destination => (Memory<float>)destination)],
            [.. activation.Parameters.Select(parameter => parameter.Default)]);
        return destinations;
    }
}
