using System.Diagnostics;

namespace Samples.Tests;

/// <summary>Runs a sample as a program.</summary>
static class Sample
{
    /// <summary>What it printed; a test fails where its exit code is not 0.</summary>
    /// <param name="name">Of its folder in samples.</param>
    public static string Run(string name, params string[] arguments)
    {
        // Of the same configuration as these tests.
        var output = Path.GetRelativePath(
            Path.Combine(Root, "tests", "Samples.Tests"), AppContext.BaseDirectory);
        var program = Path.Combine(Root, "samples", name, output, $"Samples.{name}.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0,
            $"{name} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{text}\n{errors.Result}");
        return text;
    }

    /// <summary>Whether samples run as long as they do for their figures.</summary>
    public static bool IsLong => Environment.GetEnvironmentVariable("KERNELS_LONG") == "1";

    public static string Root { get; } = Find(new(AppContext.BaseDirectory));

    static string Find(DirectoryInfo folder)
        => File.Exists(Path.Combine(folder.FullName, "global.json")) ? folder.FullName : Find(folder.Parent!);
}
