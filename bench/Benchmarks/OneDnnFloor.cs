// Beside oneDNN, in one run: the promise is that no kernel is slower than its JIT.
using Kernels.Activations;

namespace Kernels.Benchmarks;

internal static class OneDnnFloor
{
    const int Length = 65536;

    /// <returns>1 if a kernel is slower than oneDNN's, 2 where nothing can be compared.</returns>
    public static int Run()
    {
        if (!OneDnn.IsThere)
        {
            Console.WriteLine(
                "NOT MEASURED: oneDNN is not installed (Debian: libdnnl-dev), so there is nothing to compare with.");
            return 2;
        }
        Console.WriteLine($"{Length} floats on {Isas.Best}, one thread, ns per element, medians of {Rounds.Count} "
            + $"interleaved rounds");
        Console.WriteLine($"{"kernel",-20} {"Kernels",9} {"oneDNN",9} {"oneDNN/K",9}");
        var ratios = (from name in OneDnn.Names
                      from kernel in new[] { "Forward", "Backward" }
                      select Compare(
                          ActivationCatalog.All.Single(activation => activation.Name == name), kernel)).ToArray();
        Console.WriteLine($"geometric mean {Math.Exp(ratios.Average(Math.Log)):F2}x");
        return ratios.All(ratio => ratio >= 1 - Floor.Noise) ? 0 : 1;
    }

    static double Compare(ActivationInfo activation, string kernel)
    {
        var work = new Workload(activation, activation[kernel], Length);
        Action[] rivals = [() => work.Run(Isas.Best), OneDnn.Of(work)];
        Rounds.WarmUp(rivals);
        var rounds = Rounds.Measure(rivals);
        var ratio = rounds.Ratio(1, 0);
        Console.WriteLine($"{work.Name,-20} {rounds.Seconds(0) / Length * 1e9,9:F3} "
            + $"{rounds.Seconds(1) / Length * 1e9,9:F3} {ratio,8:F2}x");
        return ratio;
    }
}
