// What a verdict costs while compiling, once the compiler has warmed up; and that it is given once.
extern alias runtime;

using System.Diagnostics;
using Kernels.Generators.Tests.Lower;
using Kernels.Verdict;

namespace Kernels.Generators.Tests.Verdict;

public class Costs(ITestOutputHelper output)
{
    static ActivationModel Model(string name)
    {
        var definition = Definition.Read(LoweredCatalogue.Find(name).Ir);
        return new("", default, name, name, name, definition.Inputs, definition.Parameters.Select(parameter => parameter.Name).ToEquatable(), definition);
    }

    static readonly Promises All = new(true, true);

    /// <summary>Printed, not held to a limit: machines differ. The limit here is for what is out of all proportion.</summary>
    [Fact]
    public void AreMilliseconds()
    {
        var models = LoweredCatalogue.Names.Select(row => Model(row.Data)).ToArray();
        foreach (var model in models) Judge.Findings(Pipeline.Subject(model, All, default), default);

        var subjects = new List<Subject>();
        var compiling = Processor(() => subjects.AddRange(models.Select(model => Pipeline.Subject(model, All, default))));
        var judging = 0.0;
        foreach (var subject in subjects)
        {
            EquatableArray<Finding> findings = default;
            var time = Processor(() => findings = Judge.Findings(subject, default));
            judging += time;
            output.WriteLine($"{subject.Definition.FullName,-40} {time,6:0.00} ms, {subject.Lowered.Instructions.Count,4} operations{string.Concat(findings.Select(finding => $"\n    {finding}"))}");
        }
        output.WriteLine($"{models.Length} definitions: {compiling / models.Length:0.00} ms to compile + {judging / models.Length:0.00} ms to judge each");
        Assert.True(judging / models.Length < 50, $"{judging / models.Length} ms each");
    }

    /// <summary>Milliseconds of processor time: the tests share the machine.</summary>
    static double Processor(Action action)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        action();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds;
    }

    [Fact]
    public void ArePaidOnce()
    {
        var (model, compiled) = (Model("Mish"), 0);
        Subject Compile()
        {
            compiled++;
            return Pipeline.Subject(model, All, default);
        }

        var definition = model.Definition with { FullName = "Once.Mish" };
        Judge.Run(definition, All, Compile, default);
        Judge.Run(definition with { Body = BodyText.Read(definition.Body.ToString().Split('\n')) }, All, Compile, default);
        Assert.Equal(1, compiled);
    }

    [Fact]
    public void StopWhenTheCompilerDoes()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Judge.Findings(Pipeline.Subject(Model("Gelu"), All, default), cancelled.Token));
    }
}
