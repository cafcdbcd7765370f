// Definitions over rows that are right, compiled and held against their own methods; and those that are refused.
extern alias runtime;

using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Kernels.Generators.Tests.Driving;
using RowCheck = runtime::Kernels.Verification.RowCheck;
using RowInfo = runtime::Kernels.RowInfo;
using runtime::Kernels.Proof;

namespace Kernels.Generators.Tests.Hostile;

public partial class RowDefinitionTests
{
    public static IEnumerable<ITheoryDataRow> LegalInPart
        => Extent.Of<ITheoryDataRow>(Legal, nameof(RowDefinitionTests), 8);

    public static TheoryData<string> Legal =>
    [
        "static Row Forward(Row x) => x;",
        "static double Forward(Row x) => 2;",
        "static Row Forward(Row x) => Exp(x) / Sum(Exp(x));",
        "static Row Forward(Row x) => Softplus(x) / (Max(x) - Min(x) + 1);",
        "static Row Forward(Row x, [PerRow] int last) => Select(Index(x) <= last, x, 0);",
        "static double Forward(Row x, [PerRow] int label, double ignored = -100) "
            + "=> label == ignored || label == -1 ? 0 : LogSumExp(x) - Sum(Select(Equal(Index(x), label), x, 0));",
        "static Row Forward(Row Math, [PerRow] int RowLoop, [PerColumn] Row TLanes) { int first = RowLoop; "
            + "return Math * TLanes * (double)first; }",
        "static double Forward(double x, [PerRow] int power, [PerColumn] double bias) => Tanh(x * power + bias);",
        "static Row Forward(Row x, [PerRow] double sum) => x * sum / (Sum(x * x) + 1);",
        "static Row Forward(Row max, [PerColumn] Row term, [PerRow] double columns, double kept = 1, "
            + "[Trainable] double start = 2) => Sum(max * term) / columns * start + Abs(max) * kept + Max(max);",
        "static Row Forward(Row row, [PerColumn] Row layout, [PerRow] double at, double rowStride = 1, "
            + "double accumulate = 2) => row * layout + at * rowStride - Mean(row) * accumulate;",
        "static Row Forward(Row rows, [PerColumn] Row length, [PerRow] double k, double size = 1, "
            + "[Trainable] double rowSum = 2) => rows / (Sum(Exp(rows)) + 1) * length + k * size * rowSum;",
        "static Row Forward(Row Reduce, [PerColumn] Row Math, [PerRow] double ElementLoop, "
            + "double OneRow = 1, [Trainable] double Unsafe = 2) => Reduce / (Sum(Exp(Reduce)) + 1) "
            + "* Math + ElementLoop * OneRow * Unsafe;",
        "static Row Forward(Row RowLoop, [PerColumn] Row RowLayout, [PerRow] double group, double TLanes = 1, "
            + "[Trainable] double keptStep = 2) => "
            + "RowLoop / (Sum(Exp(RowLoop)) + 1) * RowLayout + group * TLanes * keptStep;",
        "static Row Forward(Row edge, [PerColumn] Row lanes, [PerRow] double rows, double from = 1, "
            + "[Trainable] double to = 2) => "
            + "edge / (Sum(Exp(edge)) + 1) * lanes + rows * from * to;",
        "static Row Forward(Row Scratch, [PerColumn] Row ColumnSums, [PerRow] double RowTotal, double single = 1, "
            + "[Trainable] double i = 2) => "
            + "Scratch / (Sum(Exp(Scratch)) + 1) * ColumnSums + RowTotal * single * i;",
        "static Row Forward(Row x) { var s = Exp(x) / (Sum(Exp(x)) + 1) - Mean(x); return s / (Max(s) + 2); }",
        "static Row Forward(Row x) => Select(Index(x) < Count(x) - 1, x - Max(x), Mean(x));",
        "static Row Forward(Row x, [PerRow] double flag) => Select(Max(x) > 0.5 ? Index(x) < flag : "
            + "Index(x) > flag, x, -x);",
        "static Row Forward(Row x) => Sum(x) > 0 ? x : -x * 0.5;",
        "static double Forward(double x, [PerColumn] double bias, [PerRow] double scale) => Tanh(x + bias) * scale;",
        "static double Forward(double x, [PerColumn] double bias, double seed = 3) => Uniform(seed) * x + bias;",
        "static double Forward(Row x, [PerColumn] Row y) => Sum(x * y) / (Sqrt(Sum(x * x)) * Sqrt(Sum(y * y)) + 1);",
        "static double Forward(Row x, [PerColumn] Row y) => Sum(x) * Max(y);",
    ];

    [Theory, MemberData(nameof(LegalInPart))]
    public void A_definition_over_rows_compiles_and_matches_its_method(string forward)
    {
        foreach (var accuracy in (string[])["(MaxUlp = 16)", "(Accuracy = Accuracy.High, MaxUlp = 16)"])
        {
            var outcome = Project.Of($"namespace App;\n[Activation{accuracy}]\npublic readonly partial struct "
                + $"Probe\n{{\n    {forward}\n}}\n").Build().ShouldBuild();
            // What a formula of nobody's does to rows of 10³⁰ is no matter here: that it compiles to what it says is.
            var failures = RowCheck.Run(Load(outcome)).Failures
                .Where(failure => !OfKind().IsMatch(failure)).Take(8).ToArray();
            Assert.True(failures.Length == 0, $"{forward}\n{string.Join("\n", failures)}");
        }
    }

    [GeneratedRegex(
        @"\d x \d+, \w+ (moved by|of size|of mixed sizes|saturated|with -?∞|one-hot|with ties|of one number|of zeros)")]
    private static partial Regex OfKind();

    static RowInfo Load(Outcome outcome)
    {
        using var image = new MemoryStream();
        Assert.True(outcome.Compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        var catalog = new AssemblyLoadContext(null, isCollectible: false).LoadFromStream(image).GetTypes()
            .Single(type => type.Name == "RowCatalog");
        return ((IReadOnlyList<RowInfo>)catalog.GetProperty("All", BindingFlags.Static | BindingFlags.Public)!
            .GetValue(null)!).Single();
    }

    public static TheoryData<string> Misfits =>
    [
        "static Row Forward(Row x, double scale) => x * scale;",
        "static Row Forward(Row x, [PerColumn] double bias) => x + bias;",
        "static Row Forward(Row x, [PerRow] Row scale) => x * scale;",
        "static Row Forward(Row x, [PerColumn] double bias = 1) => x + bias;",
        "static Row Forward(Row x, [PerRow, PerColumn] double bias) => x + bias;",
        "static Row Forward([PerColumn] Row weight) => weight;",
        "static double Forward([PerRow] double scale) => scale;",
        "static double Forward(double x, [PerColumn] Row bias) => x;",
        "static Row Forward(ref Row x) => x;",
        "static Row Forward(Row x, float scale = 1) => x * scale;",
    ];

    [Theory, MemberData(nameof(Misfits))]
    public void A_parameter_of_an_unsupported_kind_is_refused(string forward)
        => Project.Define(forward).Build().ShouldRefuse("KRN0019");

    [Theory]
    [InlineData("static Row Forward(Row x, double seed = 3) => x * Uniform(seed);")]
    [InlineData("static double Forward(Row x, double seed = 3) => Sum(x) * Uniform(seed);")]
    public void A_random_number_in_a_definition_over_rows_is_refused(string forward)
        => Project.Define(forward).Build().ShouldRefuse("KRN0020");

    [Theory]
    [InlineData("static (double a, double b) Forward(Row x) => (Sum(x), Max(x));")]
    [InlineData("static Row Step(Row x) => 2 * x;")]
    [InlineData("static (double a, double b) Forward(double x, [PerRow] double s) => (x, s);")]
    public void Several_results_or_a_step_over_rows_are_refused(string forward)
        => Project.Define(forward).Build().ShouldRefuse("KRN0021");

    [Theory]
    [InlineData("static double Forward(Row x, [PerRow] double label) => Sum(Select(Equal(Index(x), label), x, 0));")]
    [InlineData("static double Forward(Row x, [PerRow] double c) => Sum(Select(Equal(Index(x), Detach(c)), x, 0));")]
    public void A_class_that_is_a_double_is_refused(string forward)
        => Project.Define(forward).Build().ShouldRefuse("KRN0022");

    [Theory]
    [InlineData("static double Forward(Row x, [PerRow] int label) => Sum(x) * (label / 2);")]
    [InlineData("static double Forward(Row x, [PerRow] int label) => Sum(x) * -label;")]
    [InlineData("static double Forward(Row x, [PerRow] int label) => Sum(x) * (label % 2);")]
    public void Arithmetic_with_whole_numbers_is_refused(string forward)
        => Project.Define(forward).Build().ShouldRefuse("KRN0010");
}
