// The dotnet command as a user gives it, in an environment that knows nothing of the build that these tests run in.
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Kernels.Package.Tests;

static class DotNet
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static Outcome Run(string folder, string? cache, params string[] arguments)
        => Start(folder, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", cache, arguments);

    public static Outcome Start(string folder, string program, string? cache, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfTheOuterBuild).ToArray()) start.Environment.Remove(name);
        if (cache is not null) start.Environment["NUGET_PACKAGES"] = cache;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // A compiler that stays behind would hold the output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took more than {Patience}.");
        }
        return new(process.ExitCode, output.Result + errors.Result);
    }

    static bool IsOfTheOuterBuild(string name)
        => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("KERNELS_", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a command left: its exit code and everything it printed.</summary>
public sealed partial record Outcome(int ExitCode, string Output)
{
    /// <summary>Each error once, from its number on.</summary>
    public IReadOnlyList<string> Errors => Messages("error");

    public IReadOnlyList<string> Warnings => Messages("warning");

    IReadOnlyList<string> Messages(string severity)
        => [.. Message().Matches(Output).Where(match => match.Groups["severity"].Value == severity)
            .Select(match => match.Groups["text"].Value).Distinct()];

    // A build ends each message with the project it belongs to.
    const string Form = @"\b(?<severity>error|warning) (?<text>[A-Z]+\d+: .*?)(?= \[[^\[\]]+proj\]|\r?$)";

    [GeneratedRegex(Form, RegexOptions.Multiline)]
    private static partial Regex Message();
}
