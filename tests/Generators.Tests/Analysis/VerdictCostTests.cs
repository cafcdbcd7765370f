// What a verdict costs while compiling, once the compiler has warmed up; and that it is given once.
extern alias runtime;

using System.Diagnostics;
using Kernels.Generators.Tests.Lower;
using Kernels.Analysis;
using runtime::Kernels.Proof;

namespace Kernels.Generators.Tests.Analysis;

public class VerdictCostTests(ITestOutputHelper output)
{
    static ActivationModel Model(string name) => Model(name, Definition.Read(LoweredCatalogue.Find(name).Ir));

    static ActivationModel Model(string name, Definition definition) => new(
        "", default, name, name, name,
        definition.Inputs, definition.Parameters.Select(parameter => parameter.Name).ToEquatable(), definition);

    static readonly Promises All = new(true, true);

    /// <summary>
    /// Printed, not held to a limit: machines differ. The limit here is for what is out of all proportion.
    /// </summary>
    [Fact]
    public void A_verdict_takes_milliseconds()
    {
        Assert.SkipUnless(Extent.IsLong, "Times are measured with KERNELS_LONG=1.");
        var (compiling, judging) = (0.0, 0.0);
        var models = LoweredCatalogue.Names.Select(row => Model(row.Data)).ToArray();
        foreach (var model in models)
        {
            CheckedKernel? subject = null;
            EquatableArray<Finding> findings = default;
            var (compiled, judged) = (Least(() => subject = Pipeline.Subject(model, All, default)),
                Least(() => findings = AccuracyChecker.Findings(subject!, default)));
            (compiling, judging) = (compiling + compiled, judging + judged);
            output.WriteLine($"{model.Name,-16} compiled {compiled,6:0.00} ms, judged {judged,6:0.00} "
                + $"ms, {subject!.Lowered.Instructions.Count,4} "
                + $"operations{string.Concat(findings.Select(finding => $"\n    {finding}"))}");
        }
        output.WriteLine($"{models.Length} definitions: {compiling / models.Length:0.00} "
            + $"ms to compile + {judging / models.Length:0.00} ms to judge each");
        Assert.True(judging / models.Length < 50, $"{judging / models.Length} ms each");
    }

    /// <summary>Likewise, of the definitions over rows.</summary>
    [Fact]
    public void A_verdict_over_rows_takes_milliseconds()
    {
        Assert.SkipUnless(Extent.IsLong, "Times are measured with KERNELS_LONG=1.");
        var judging = 0.0;
        var rows = runtime::Kernels.Activations.RowCatalog.All;
        foreach (var row in rows)
        {
            var subject = RowPlan.Subject(Model(row.Name, Definition.Read(row.Ir)), All, default);
            var judged = Least(() => AccuracyChecker.Findings(subject, default));
            judging += judged;
            output.WriteLine($"{row.Name,-26} judged {judged,6:0.00} ms");
        }
        output.WriteLine($"{rows.Count} definitions over rows: {judging / rows.Count:0.00} ms to judge each");
        Assert.True(judging / rows.Count < 100, $"{judging / rows.Count} ms each");
    }

    /// <summary>
    /// Milliseconds, the least of several: the tests share the machine, and the first calls are compiled.
    /// </summary>
    static double Least(Action action)
        => Enumerable.Range(0, 12).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            action();
            return watch.Elapsed.TotalMilliseconds;
        });

    [Fact]
    public void A_verdict_is_computed_once()
    {
        var (model, compiled) = (Model("Mish"), 0);
        CheckedKernel Compile()
        {
            compiled++;
            return Pipeline.Subject(model, All, default);
        }

        var definition = model.Definition with { FullName = "Once.Mish" };
        AccuracyChecker.Run(definition, All, Compile, default);
        AccuracyChecker.Run(definition with { Body = BodyText.Read(definition.Body.ToString().Split('\n')) },
            All, Compile, default);
        Assert.Equal(1, compiled);
    }

    [Fact]
    public void A_verdict_stops_when_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(
            () => AccuracyChecker.Findings(Pipeline.Subject(Model("Gelu"), All, default), cancelled.Token));
    }
}
