// The first run of a process, with all that the JIT compiles on the way: what a build from the command line pays.
using System.Diagnostics;
using System.Globalization;

namespace Kernels.Generation;

internal static class Cold
{
    static readonly TimeSpan Promise = TimeSpan.FromSeconds(3);

    public static int Run(int definitions)
    {
        var compilation = Consumer.WithDefinitions(definitions);
        compilation.GetDiagnostics();
        var watch = Stopwatch.StartNew();
        var result = Consumer.Driver().RunGenerators(compilation).GetRunResult();
        watch.Stop();
        var characters = result.GeneratedTrees.Sum(tree => (long)tree.Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{definitions} definitions, {result.GeneratedTrees.Length} files of {characters / 1e6:0.0} "
                + $"million characters: {watch.Elapsed.TotalSeconds:0.00} s, promised {Promise.TotalSeconds} s"));
        return result.GeneratedTrees.Length < definitions || watch.Elapsed > Promise ? 1 : 0;
    }
}
