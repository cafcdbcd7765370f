// The same definitions give the same bytes: whatever the culture, the line ends, the order and the paths of the files.
using System.Globalization;
using Kernels.Generators.Tests.Driving;

namespace Kernels.Generators.Tests;

public class DeterminismTests
{
    static readonly SourceFile[] Files =
    [
        new("A.cs", Project.Usings
            + "namespace App;\n[Activation(MaxUlp = 2.5)]\npublic readonly partial struct Initial\n{\n    public "
            + "static double Forward(double x, double slope = -0.25)\n    {\n        if (x < -1.5e-7)\n            "
            + "return slope * x;\n        return x / (1 + Exp(-1.702 * x)) + 1e-300;\n    }\n}\n"),
        new("B.cs", Project.Usings + "namespace App;\n[Activation]\npublic readonly partial struct Infinite\n{\n    "
            + "static double Forward(double x, double a = double.NaN, double b = double.NegativeInfinity, "
            + "double c = -0.0, double d = 5e-324, double e = 1e308) => Max(x, -0.1) * 12345.678 + c;\n}\n"),
        new("C.cs", Project.Usings + "namespace App;\n[Activation]\npublic readonly partial struct Gated\n{\n    "
            + "static double Forward(double x, double gate) => Initial.Forward(gate) * x;\n}\n"),
    ];

    static readonly string Expected = Text(Files);

    public static TheoryData<string> Cultures => ["de-DE", "fa-IR", "tr-TR", "ar-SA", "fi-FI", "hi-IN", "strange"];

    [Theory, MemberData(nameof(Cultures))]
    public void The_output_does_not_depend_on_the_culture(string name)
    {
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Culture(name);
            Assert.NotEqual("-1.5", (-1.5).ToString());
            Assert.Equal(Expected, Text(Files));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        }
    }

    [Fact]
    public void The_output_does_not_depend_on_the_order_of_files()
        => Assert.Equal(Expected, Text([Files[2], Files[0], Files[1]]));

    [Fact]
    public void The_output_does_not_depend_on_line_endings()
        => Assert.Equal(Expected,
            Text([.. Files.Select(file => file with { Text = file.Text.Replace("\n", "\r\n") })]));

    [Fact]
    public void The_output_does_not_depend_on_file_paths()
        => Assert.Equal(Expected,
            Text([.. Files.Select(file => file with { Path = @"C:\somewhere else\" + file.Path })]));

    [Fact]
    public void The_output_contains_no_carriage_return() => Assert.DoesNotContain('\r', Expected);

    static string Text(SourceFile[] files)
        => string.Concat(new Project(files).Build().ShouldBuild().Files
            .OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key}\n{file.Value}\n"));

    /// <summary>
    /// The culture where the machine knows it; else one made to be as awkward:
    /// real ones need ICU, which is not everywhere.
    /// </summary>
    static CultureInfo Culture(string name)
    {
        if (name != "strange" && CultureInfo.GetCultureInfo("de-DE").NumberFormat.NumberDecimalSeparator == ","
            && CultureInfo.GetCultureInfo(name) is var real && (-1.5).ToString(real) != "-1.5")
            return real;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new()
        {
            NumberDecimalSeparator = "٫", NegativeSign = "\u2212", PositiveSign = "p", NaNSymbol = "nan",
            PositiveInfinitySymbol = "∞", NegativeInfinitySymbol = "\u2212∞", NumberGroupSeparator = "\u00A0",
        };
        return culture;
    }
}
