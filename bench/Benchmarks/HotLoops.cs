// No call in a hot loop and no spill, read from the machine code: a child process runs every kernel with the JIT's
// listing on, and this one reads the listings.
using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Kernels.Benchmarks;

internal static class HotLoops
{
    public const string Child = "child";

    /// <returns>1 if a loop calls or spills.</returns>
    public static int Run()
    {
        var listing = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!, ["hotloops", Child]);
            start.Environment["DOTNET_JitStdOutFile"] = listing;
            start.Environment["DOTNET_JitDisasm"] = "*Pass:Run";
            using var child = Process.Start(start)!;
            child.WaitForExit();
            if (child.ExitCode != 0) return child.ExitCode;
            return Report(JitListing.Read(File.ReadLines(listing)));
        }
        finally
        {
            File.Delete(listing);
        }
    }

    /// <summary>The child: runs each kernel once on each vector path.</summary>
    public static int RunEveryKernel()
    {
        foreach (var activation in Workload.Definitions)
            foreach (var kernel in activation.Kernels)
                foreach (var isa in Isas.Available.Where(isa => isa != Isa.Scalar))
                    new Workload(activation, kernel, 4 * Vector512<float>.Count).Run(isa);
        return 0;
    }

    static int Report(IReadOnlyList<JitListing> methods)
    {
        var expected = Workload.Definitions.Sum(activation => activation.Kernels.Count)
            * Isas.Available.Count(isa => isa != Isa.Scalar);
        Console.WriteLine($"{"kernel",-44} {"path",-8} {"instructions",12} {"calls",6} {"stack",6}");
        foreach (var method in methods.OrderBy(method => method.Name, StringComparer.Ordinal))
            Console.WriteLine($"{method.Name,-44} {method.Path,-8} {method.Instructions,12} {method.Calls,6} "
                + $"{method.StackReferences,6}{(method.IsClean ? "" : "  <- fails")}");

        var failing = methods.Count(method => !method.IsClean);
        Console.WriteLine(
            $"{methods.Count} hot loops of {expected} kernels and paths, {failing} with a call or a spill too many");
        return failing == 0 && methods.Count == expected ? 0 : 1;
    }
}
