// A member of a definition with memory to run it on: what every measurement here is made of.
using Kernels.Activations;

namespace Kernels.Benchmarks;

/// <summary>Buffers for one kernel: sources filled with a seeded normal distribution, destinations empty.</summary>
internal sealed class Workload
{
    const int Seed = 20260101;

    public Workload(ActivationInfo activation, KernelInfo kernel, int length)
    {
        (Activation, Kernel, Length) = (activation, kernel, length);
        var random = new Random(Seed);
        Sources = [.. kernel.Sources.Select(_ => Normal(random, length))];
        Destinations = [.. kernel.Destinations.Select(_ => new float[length])];
        sources = [.. Sources.Select(source => (ReadOnlyMemory<float>)source)];
        destinations = [.. Destinations.Select(destination => (Memory<float>)destination)];
        parameters = [.. activation.Parameters.Select(parameter => parameter.Default)];
    }

    readonly ReadOnlyMemory<float>[] sources;
    readonly Memory<float>[] destinations;
    readonly float[] parameters;

    public ActivationInfo Activation { get; }
    public KernelInfo Kernel { get; }
    public int Length { get; }
    public string Name => NameOf(Activation, Kernel);
    public float[][] Sources { get; }
    public float[][] Destinations { get; }

    /// <summary>The kernel, the copy and, where there is one, the scalar loop and the peer.</summary>
    public Rivals Rivals
        => new(() => Run(Isas.Best), Copy, ScalarLoops.Of(this),
            Peers.Of(Name) is { } peer ? () => peer.Run(this) : null);

    /// <summary>Every source read and every destination written, once.</summary>
    public static int BytesPerElement(KernelInfo kernel)
        => sizeof(float) * (kernel.Sources.Count + kernel.Destinations.Count);

    public void Run(Isa isa) => Kernel.Run(isa, sources, destinations, parameters);

    public void Copy() => Sources[0].AsSpan().CopyTo(Destinations[0]);

    public static string NameOf(ActivationInfo activation, KernelInfo kernel) => $"{activation.Name}.{kernel.Name}";

    /// <summary>Every definition once, with all its results.</summary>
    public static IEnumerable<ActivationInfo> Definitions
        => ActivationCatalog.All.Select(each => each.Kernels[0].Of?.Whole ?? each).DistinctBy(each => each.FullName);

    /// <summary>Forward and Backward of every definition; a step has neither.</summary>
    public static IEnumerable<(ActivationInfo Activation, KernelInfo Kernel)> Members
        => from activation in Definitions
           where !activation.IsStep
           from name in new[] { "Forward", "Backward" }
           select (activation, activation[name]);

    static float[] Normal(Random random, int length)
    {
        var values = new float[length];
        for (var i = 0; i < length; i++)
            values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                * Math.Cos(2 * Math.PI * random.NextDouble()));
        return values;
    }
}

/// <summary>What is timed in turn; the last two where they exist.</summary>
internal sealed record Rivals(Action Kernel, Action Copy, Action? Scalar, Action? Peer)
{
    public Action[] All => [.. new[] { Kernel, Copy, Scalar, Peer }.OfType<Action>()];

    /// <summary>Where a rival stands among all; below 0 if it does not.</summary>
    public int Place(Action? rival) => Array.IndexOf(All, rival);
}
