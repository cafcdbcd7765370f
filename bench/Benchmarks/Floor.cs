// The floor under every change, side by side in one run at 64K floats: no kernel slower than the function of
// TensorPrimitives that does the same, sigmoid and tanh at least twice as fast on AVX-512, nothing allocated.
namespace Kernels.Benchmarks;

internal static class Floor
{
    const int Length = 65536;

    /// <summary>What the medians of a shared machine differ by when nothing differs.</summary>
    public const double Noise = 0.05;

    /// <summary>How many times as fast as its peer a kernel must be on AVX-512; 1 where nothing is said.</summary>
    static readonly Dictionary<string, double> Required = new() { ["Sigmoid.Forward"] = 2, ["Tanh.Forward"] = 2 };

    /// <param name="names">Definitions; none for all.</param>
    /// <returns>1 if a kernel is below the floor.</returns>
    public static int Run(string[] names)
    {
        Console.WriteLine(
            $"{Length} floats on {Isas.Best}, ns per element, medians of {Rounds.Count} interleaved rounds");
        Console.WriteLine(
            $"{"kernel",-26} {"Kernels",9} {"scalar",9} {"Tensors",9} {"CopyTo",9} {"scalar/K",9} {"Tensors/K",10}");
        var workloads = Workload.Members.Where(member => names.Length == 0 || names.Contains(member.Activation.Name))
            .Select(member => new Workload(member.Activation, member.Kernel, Length)).ToArray();
        Rounds.WarmUp([.. workloads.SelectMany(work => work.Rivals.All)]);
        var failures = workloads.Sum(Compare);
        var allocated = workloads.Sum(Allocated);
        Console.WriteLine($"{failures} below the floor (* takes several passes and does not count; "
            + $"noise {Noise:P0}), {allocated} bytes allocated");
        return failures == 0 && allocated == 0 ? 0 : 1;
    }

    static int Compare(Workload work)
    {
        var (peer, rivals) = (Peers.Of(work.Name), work.Rivals);
        var rounds = Rounds.Measure(rivals.All);
        var ratio = Ratio(rivals.Peer);
        var required = Isas.Best == Isa.Avx512 ? Required.GetValueOrDefault(work.Name, 1) : 1;
        var isBelow = peer is { IsComposed: false } && ratio < required * (1 - Noise);
        Console.WriteLine($"{work.Name,-26} {Nanoseconds(rivals.Kernel),9} {Nanoseconds(rivals.Scalar),9} "
            + $"{Nanoseconds(rivals.Peer),9} {Nanoseconds(rivals.Copy),9} "
            + $"{Times(rivals.Scalar, "F1"),9} "
            + $"{Times(rivals.Peer, "F2") + (peer is { IsComposed: true } ? "*" : ""),10}"
            + (isBelow ? $"  <- below {required:F0}x" : ""));
        return isBelow ? 1 : 0;

        string Nanoseconds(Action? rival)
            => rival is null ? "-" : $"{rounds.Seconds(rivals.Place(rival)) / Length * 1e9:F3}";
        double Ratio(Action? rival)
            => rival is null ? double.PositiveInfinity : rounds.Ratio(rivals.Place(rival), rivals.Place(rivals.Kernel));
        string Times(Action? rival, string format) => rival is null ? "-" : Ratio(rival).ToString(format) + "x";
    }

    static long Allocated(Workload work)
    {
        work.Run(Isas.Best);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) work.Run(Isas.Best);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
