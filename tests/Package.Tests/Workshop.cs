// A folder outside the repository with the packages, as a feed, and a NuGet cache that holds nothing else: what is
// restored here is what was packed here, not what an earlier build left in the user's cache.
using System.Reflection;

namespace Kernels.Package.Tests;

/// <summary>Packs once for all tests.</summary>
public sealed class Workshop : IDisposable
{
    public const string Name = "Workshop";

    readonly Lazy<string> folder = new(Prepare);

    internal static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>A project of a user: its file, and its sources by name.</summary>
    public Consumer Project(string name, string project, params (string Name, string Text)[] sources)
    {
        var path = Path.Combine(folder.Value, name);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, name + ".csproj"), project);
        foreach (var (file, text) in sources) File.WriteAllText(Path.Combine(path, file), text);
        return new(path, Path.Combine(folder.Value, "cache"));
    }

    public void Dispose()
    {
        if (folder.IsValueCreated) Directory.Delete(folder.Value, recursive: true);
    }

    static string Prepare()
    {
        var folder = Directory.CreateTempSubdirectory("kernels-packages-").FullName;
        File.Copy(Path.Combine(Root, "global.json"), Path.Combine(folder, "global.json"));
        // The sources of the machine and of its user stay behind this one.
        File.WriteAllText(Path.Combine(folder, "nuget.config"), """
            <configuration>
              <packageSources>
                <add key="packed" value="feed" />
              </packageSources>
            </configuration>
            """);
        foreach (var project in (string[])["src/Kernels", "src/Verification", "src/Training", "src/Gpu"])
        {
            var packed = DotNet.Run(Root, null,
                "pack", project, "--no-build", "-c", Configuration, "-o", Path.Combine(folder, "feed"));
            Assert.True(packed.ExitCode == 0, packed.Output);
        }
        return folder;
    }

    /// <summary>The configuration that these tests were built in, and with them what is packed.</summary>
    internal static string Configuration
        => typeof(Workshop).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Configuration").Value!;

    static string FindRoot(string folder)
        => File.Exists(Path.Combine(folder, "Kernels.sln")) ? folder
            : FindRoot(Path.GetDirectoryName(folder)
                ?? throw new DirectoryNotFoundException("The tests do not run inside the repository."));
}

/// <summary>One after another: each builds on all cores.</summary>
[CollectionDefinition(Workshop.Name)]
public sealed class WorkshopCollection : ICollectionFixture<Workshop>;
