// The floor under every change, side by side in one run at 64K floats: no kernel slower than the function of
// TensorPrimitives that does the same, sigmoid and tanh at least twice as fast on AVX-512, nothing allocated.
namespace Kernels.Benchmarks;

internal static class Floor
{
    const int Length = 65536;
    const int RoundCount = 25;

    /// <summary>What the medians of a shared machine differ by when nothing differs.</summary>
    const double Noise = 0.05;

    static readonly TimeSpan PerTurn = TimeSpan.FromMilliseconds(4);

    /// <summary>How many times as fast as its peer a kernel must be on AVX-512; 1 where nothing is said.</summary>
    static readonly Dictionary<string, double> Required = new() { ["Sigmoid.Forward"] = 2, ["Tanh.Forward"] = 2 };

    /// <returns>1 if a kernel is below the floor.</returns>
    public static int Run()
    {
        Console.WriteLine($"{Length} floats on {Isas.Best}, ns per element, medians of {RoundCount} interleaved rounds");
        Console.WriteLine($"{"kernel",-18} {"Kernels",9} {"scalar",9} {"Tensors",9} {"CopyTo",9} {"scalar/K",9} {"Tensors/K",10}");
        var workloads = Workload.Members.Select(member => new Workload(member.Activation, member.Kernel, Length)).ToArray();
        Rounds.WarmUp([.. workloads.SelectMany(work => work.Rivals)]);
        var failures = workloads.Sum(Compare);
        var allocated = workloads.Sum(Allocated);
        Console.WriteLine($"{failures} below the floor (* takes several passes and does not count; noise {Noise:P0}), {allocated} bytes allocated");
        return failures == 0 && allocated == 0 ? 0 : 1;
    }

    static int Compare(Workload work)
    {
        var peer = Peers.Of(work.Name);
        var rounds = Rounds.Measure(RoundCount, PerTurn, work.Rivals);
        var ratio = peer is null ? double.PositiveInfinity : rounds.Ratio(3, 0);
        var required = Isas.Best == Isa.Avx512 ? Required.GetValueOrDefault(work.Name, 1) : 1;
        var isBelow = peer is { IsComposed: false } && ratio < required * (1 - Noise);
        string Nanoseconds(int rival) => $"{rounds.Seconds(rival) / Length * 1e9:F3}";
        Console.WriteLine($"{work.Name,-18} {Nanoseconds(0),9} {Nanoseconds(1),9} {(peer is null ? "-" : Nanoseconds(3)),9} {Nanoseconds(2),9} "
            + $"{rounds.Ratio(1, 0),8:F1}x {(peer is null ? "-" : $"{ratio:F2}x" + (peer.IsComposed ? "*" : "")),10}{(isBelow ? $"  <- below {required:F0}x" : "")}");
        return isBelow ? 1 : 0;
    }

    static long Allocated(Workload work)
    {
        work.Run(Isas.Best);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) work.Run(Isas.Best);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
