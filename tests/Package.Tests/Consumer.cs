using System.Runtime.InteropServices;

namespace Kernels.Package.Tests;

/// <summary>A project that uses the packages, in a folder of its own.</summary>
public sealed record Consumer(string Folder, string Cache)
{
    string Name => Path.GetFileName(Folder);

    /// <summary>Restores and builds, whatever comes of it.</summary>
    public Outcome TryBuild() => DotNet.Run(Folder, Cache, "build", "-c", "Release", "-tl:off", "-clp:NoSummary");

    /// <summary>Restores and builds without an error or a warning.</summary>
    public Consumer Build()
    {
        var built = TryBuild();
        Assert.True(built.ExitCode == 0, built.Output);
        Assert.Empty(built.Warnings);
        return this;
    }

    /// <summary>What the built application prints.</summary>
    public string Run() => Printed(DotNet.Run(Folder, Cache, Path.Combine("bin", "Release", "net10.0", Name + ".dll")));

    /// <summary>Publishes, and returns what the build said.</summary>
    public Outcome Publish(params string[] properties)
    {
        // The native compiler does not notice that only a property has changed.
        var intermediate = Path.Combine(Folder, "obj", "Release", "net10.0", RuntimeInformation.RuntimeIdentifier);
        var native = Path.Combine(intermediate, "native");
        if (Directory.Exists(native)) Directory.Delete(native, recursive: true);
        var published = DotNet.Run(Folder, Cache,
            ["publish", "-c", "Release", "-tl:off", "-clp:NoSummary", "-o", "out", .. properties]);
        Assert.True(published.ExitCode == 0, published.Output);
        return published;
    }

    /// <summary>What the published program prints.</summary>
    public string RunPublished()
        => Printed(DotNet.Start(Folder, Path.Combine(Folder, "out", Name), Cache));

    static string Printed(Outcome run)
    {
        Assert.True(run.ExitCode == 0, run.Output);
        return run.Output.ReplaceLineEndings("\n").TrimEnd('\n');
    }
}
