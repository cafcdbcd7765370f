// What the generator costs: `cold` checks the promise in one run, anything else goes to BenchmarkDotNet.
using BenchmarkDotNet.Running;
using Kernels.Generation;

if (args is ["cold"]) return Cold.Run(200);
if (args is [var word, ..] && !word.StartsWith('-'))
{
    Console.Error.WriteLine($"There is no {word}; the nearest name is cold, and options go to BenchmarkDotNet.");
    return 2;
}
var summaries = BenchmarkSwitcher.FromTypes([typeof(GeneratorBenchmarks)]).Run(args);
if (args.Any(arg => arg is "--list" or "--help" or "--info" or "--version")) return 0;
var reports = summaries.SelectMany(summary => summary.Reports).ToArray();
return reports.Length == 0 ? 2 : reports.All(report => report.Success) ? 0 : 1;
