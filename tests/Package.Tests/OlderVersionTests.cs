// Who is behind gets one error that says what to do, not a hundred that say what C# 14 looks like to an older compiler.
namespace Kernels.Package.Tests;

[Collection(Workshop.Name), Trait("Suite", "Long")]
public class OlderVersionTests(Workshop workshop)
{
    [Fact]
    public void An_older_framework_gets_one_error_that_names_the_framework_to_use()
    {
        var error = Assert.Single(Errors("OldFramework", Texts.Project(Texts.Kernels, framework: "net8.0")));

        Assert.StartsWith("NU1202: ", error);
        Assert.Contains("net10.0", error);
    }

    [Fact]
    public void An_older_language_gets_one_error_that_says_what_to_remove()
    {
        var error = Assert.Single(Errors("OldLanguage", Texts.Project(Texts.Kernels, "<LangVersion>12</LangVersion>")));

        Assert.StartsWith("KRN0016: ", error);
        Assert.Contains("remove LangVersion", error);
    }

    IReadOnlyList<string> Errors(string name, string project)
    {
        var built = workshop.Project(name, project, ("ESwish.cs", Texts.ESwish)).TryBuild();
        Assert.NotEqual(0, built.ExitCode);
        return built.Errors;
    }
}
