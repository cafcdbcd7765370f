// The first and second derivative at each kink, to the bit, on every path. docs/numerics.md shows this table.
using System.Globalization;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Suites;

public class KinkTests
{
    const string Library = "Kernels.Activations.", Here = "Kernels.Tests.Definitions.";
    const string PageStart = "<!-- printed by KinkTests -->\n", PageEnd = "<!-- end -->";

    /// <summary>Every input is at the point; every gradient is the derivative.</summary>
    static readonly (string Function, string Definition, (float At, float Derivative, float Second)[] Kinks)[] Table =
    [
        ("relu", Library + "Relu", [(0, 0, 0)]),
        ("relu6", Here + "Relu6", [(0, 0, 0), (6, 0, 0)]),
        ("leaky relu", Library + "LeakyRelu", [(0, 0.01f, 0)]),
        ("elu", Library + "Elu", [(0, 1, 1)]),
        ("selu", Here + "Selu", [(0, 1.7580993f, 1.7580993f)]),
        ("celu, α = 2", Here + "Celu", [(0, 1, 0.5f)]),
        ("hardtanh", Here + "HardTanh", [(-1, 0, 0), (1, 0, 0)]),
        ("clamp", Here + "HardClamp", [(-1, 1, 0), (1, 1, 0)]),
        ("hardsigmoid", Here + "HardSigmoid", [(-3, 0, 0), (3, 0, 0)]),
        ("hardswish", Here + "SwitchedSwish", [(-3, 0, 0), (3, 1, 0)]),
        ("softshrink, λ = ½", Here + "SoftShrink", [(-0.5f, 0, 0), (0.5f, 0, 0)]),
        ("hardshrink, λ = ½", Here + "HardShrink", [(-0.5f, 0, 0), (0.5f, 0, 0)]),
        ("threshold ½", Here + "Threshold", [(0.5f, 0, 0)]),
        ("abs", Here + "Magnitude", [(0, 0, 0)]),
        ("max(x, y), x = y", Here + "Larger", [(1.5f, 0.5f, 0)]),
    ];

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (function, _, _) in Table)
                foreach (var runner in Subjects.Runners.Keys) data.Add(function, runner);
            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void The_derivative_at_a_kink_is_that_of_the_table(string function, string runner)
    {
        var (_, definition, kinks) = Table.Single(row => row.Function == function);
        var activation = Subjects.Definitions[definition];
        // Both zeros are the same kink.
        foreach (var (at, derivative, _) in kinks.SelectMany(
            kink => kink.At == 0 ? [kink, (-0f, kink.Derivative, kink.Second)] : new[] { kink }))
            foreach (var (kernel, values) in new[] { ("Backward", 0), ("ForwardWithDerivative", 1) })
            {
                float[][] inputs = [.. activation.Inputs.Select(_ => new[] { at })];
                var outputs = KernelInputs.Run(Subjects.Runners[runner], activation, activation[kernel], inputs);
                foreach (var output in outputs.Skip(values))
                    Assert.True(output[0] == derivative, string.Create(CultureInfo.InvariantCulture,
                        $"{activation.FullName} {kernel} on {runner} at {at:R} "
                            + $"gives {output[0]:R}, not {derivative:R}"));
            }
        foreach (var (at, _, second) in kinks)
            for (var direction = 0; direction < activation.Inputs.Count; direction++)
            {
                var outputs = KernelInputs.Run(Subjects.Runners[runner], activation, activation["BackwardBackward"],
                    [.. activation.Inputs.Select(_ => new[] { at })], direction: direction);
                foreach (var output in outputs.SkipLast(1))
                    Assert.True(output[0] == second, string.Create(CultureInfo.InvariantCulture,
                        $"{activation.FullName} BackwardBackward on {runner} at {at:R} "
                            + $"gives {output[0]:R}, not {second:R}"));
            }
    }

    [Fact]
    public void The_page_shows_the_table()
    {
        var path = Path.Combine(Root(AppContext.BaseDirectory), "docs", "numerics.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var start = page.IndexOf(PageStart, StringComparison.Ordinal) + PageStart.Length;
        var end = page.IndexOf(PageEnd, Math.Max(start, 0), StringComparison.Ordinal);
        Assert.True(start >= PageStart.Length && end > start, "docs/numerics.md has no place for the table.");
        if (Environment.GetEnvironmentVariable("KERNELS_UPDATE_DOCS") == "1")
            File.WriteAllText(path, page[..start] + Markdown() + page[end..]);
        else Assert.Equal(Markdown(), page[start..end]);
    }

    static string Markdown() => string.Concat(
    [
        "| function | as written | at | derivative | second |\n|---|---|---|---|---|\n",
        .. Table.Select(row => string.Create(CultureInfo.InvariantCulture,
            $"| {row.Function} | "
                + $"`{Subjects.Definitions[row.Definition].Formula.Replace("|", "\\|", StringComparison.Ordinal)}` | "
                + $"{List(row.Kinks.Select(kink => kink.At))} | {List(row.Kinks.Select(kink => kink.Derivative))} | "
                + $"{List(row.Kinks.Select(kink => kink.Second))} |\n")),
    ]);

    static string List(IEnumerable<float> numbers)
        => string.Join(", ", numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    static string Root(string folder)
        => File.Exists(Path.Combine(folder, "Kernels.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
