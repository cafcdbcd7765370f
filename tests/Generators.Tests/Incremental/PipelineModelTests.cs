// What the pipeline keeps between runs must not keep a compilation alive: no model reaches a type of Roslyn, an old
// compilation is collectable, and a cancelled run ends.
using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Kernels.Differentiate;
using Kernels.Generators.Discover;
using Kernels.Generators.Tests.Driving;
using Kernels.Lower;
using Kernels.Stabilise;
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Tests.Incremental;

public class PipelineModelTests
{
    static readonly Project Project = Project.Of("namespace App; [Activation] public readonly partial struct Probe { "
        + "static double Forward(double x, double k = 2) => x / (1 + Exp(-k * x)); }");

    [Fact]
    public void No_model_holds_a_Roslyn_object()
    {
        var steps = Project.Driver().RunGenerators(Project.Compile(), TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single().TrackedSteps;
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var name in Steps.All)
            foreach (var output in steps[name].SelectMany(step => step.Outputs)) Walk(output.Value, name);
        Assert.True(visited.Count > 50, $"The walk saw only {visited.Count} objects.");

        void Walk(object? value, string path)
        {
            if (value is null || value is string || value.GetType().IsPrimitive
                || value.GetType().IsEnum || !visited.Add(value))
                return;
            var type = value.GetType();
            Assert.False(type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true
                || value is Delegate, $"{path} is a {type}");
            if (value is IEnumerable items) foreach (var item in items) Walk(item, path + "[]");
            if (type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true || type.IsArray)
                return;
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                Walk(field.GetValue(value), $"{path}.{field.Name}");
        }
    }

    [Fact]
    public void The_driver_does_not_keep_an_old_compilation_alive()
    {
        var (driver, old) = RunTwice();
        for (var i = 0; i < 10 && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(old.IsAlive, "The driver keeps the compilation of its first run alive.");
        GC.KeepAlive(driver);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static (GeneratorDriver Driver, WeakReference Old) RunTwice()
    {
        var driver = Project.Driver();
        var old = Run(ref driver);
        Run(ref driver);
        return (driver, old);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static WeakReference Run(ref GeneratorDriver driver)
    {
        var compilation = Project.Compile();
        driver = driver.RunGenerators(compilation);
        return new(compilation);
    }

    [Fact]
    public void Every_stage_stops_when_cancelled()
    {
        var cancelled = new CancellationToken(canceled: true);
        var compilation = Project.Compile();
        var type = compilation.GetTypeByMetadataName("App.Probe")!;
        var activation = DefinitionReader.Read(type, compilation, default).Model!;
        var body = activation.Definition.Body;
        Assert.ThrowsAny<OperationCanceledException>(() => Project.Driver().RunGenerators(compilation, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => DefinitionReader.Read(type, compilation, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => Stabiliser.Run(body, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => Differentiator.Run(body, 1, [], cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => Lowering.Run(body, 1, Tier.Fast, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => Pipeline.Plan(Pipeline.StabiliseAgain(
            Pipeline.DifferentiateAgain(Pipeline.Differentiate(Pipeline.Stabilise(activation, default), default),
                default), default), cancelled));
    }

    [Fact]
    public void Equal_sources_give_equal_models()
    {
        var (a, b) = (Read(), Read());
        Assert.NotSame(a, b);
        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());

        static ActivationModel Read()
        {
            var compilation = Project.Compile();
            return DefinitionReader.Read(compilation.GetTypeByMetadataName("App.Probe")!, compilation, default).Model!;
        }
    }
}
