// Whose figures these are: results are kept by processor.
using System.Text.RegularExpressions;

namespace Kernels.Benchmarks;

internal static partial class Processor
{
    /// <summary>
    /// The model and what a virtual machine may hide behind a bare name:
    /// family and model as numbers, such as amd-epyc-26-2.
    /// </summary>
    public static string FolderName
    {
        get
        {
            var model = File.Exists("/proc/cpuinfo")
                ? Field("model name") + " " + Field("cpu family") + " " + Field("model")
                : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
            return NotInNames().Replace(model.ToLowerInvariant(), "-").Trim('-');
        }
    }

    static string Field(string name)
        => File.ReadLines("/proc/cpuinfo").Select(line => line.Split(':', 2))
            .FirstOrDefault(pair => pair[0].Trim() == name)?[1].Trim() ?? "";

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();
}
