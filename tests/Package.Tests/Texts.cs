namespace Kernels.Package.Tests;

/// <summary>What several consumers are made of.</summary>
static class Texts
{
    public const string Kernels = """<PackageReference Include="Kernels" Version="0.1.0" />""";
    public const string Verification = """<PackageReference Include="Kernels.Verification" Version="0.1.0" />""";
    public const string Gpu = """<PackageReference Include="Kernels.Gpu" Version="0.1.0" />""";

    /// <summary>The README's definition.</summary>
    public const string ESwish = """
        using Kernels;
        using static Kernels.KernelMath;

        namespace Example;

        /// <summary>E-swish, β·x·σ(x), as one writes it on paper.</summary>
        [Activation(MaxUlp = 4, MaxGradientUlp = 16)]
        public readonly partial struct ESwish
        {
            /// <summary>The formula.</summary>
            public static double Forward(double x, double beta = 1.5) => beta * x / (1 + Exp(-x));
        }
        """;

    /// <summary>The README's program, in numbers that no culture spells in its own way.</summary>
    public const string Program = """
        using System.Globalization;
        using Example;

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        float[] x = [-90, -1, 0, 2], dy = [1, 1, 1, 1];
        var (y, dx) = (new float[4], new float[4]);
        ESwish.Forward(x, y);
        ESwish.Backward(x, dy, dx);
        Console.WriteLine(string.Join(' ', y));
        Console.WriteLine(string.Join(' ', dx));
        """;

    /// <summary>What it prints.</summary>
    public const string Printed = """
        -1.1061916E-37 -0.40341216 0 2.6423912
        -1.0939008E-37 0.10849422 0.75 1.6361765
        """;

    /// <summary>A project file as `dotnet new console` writes it, with what a test adds.</summary>
    public static string Application(string references, string properties = "") => Project(references, $"""
        <OutputType>Exe</OutputType>
            {properties}
        """);

    /// <summary>A project file as `dotnet new classlib` writes it, with what a test adds.</summary>
    public static string Project(string references, string properties = "", string framework = "net10.0") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>{framework}</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {references}
          </ItemGroup>
        </Project>
        """;
}
