// Formulas for tests, written as C# expressions over a definition's vocabulary and read by the real reader.
using Kernels.Differentiate;
using Kernels.Generators.Discover;
using Kernels.Generators.Tests.Driving;
using Kernels.Optimise;
using Kernels.Stabilise;

namespace Kernels.Generators.Tests.Stages;

internal static class Shorthand
{
    /// <summary>The formula of an expression over x and g, as it is written.</summary>
    public static Body Read(string expression, string parameters = "double x, double g")
    {
        var compilation = Project.Define($"static double Forward({parameters}) => {expression};").Compile();
        var discovery = DefinitionReader.Read(compilation.GetTypeByMetadataName("App.Probe")!, compilation, default);
        Assert.True(discovery.Model is not null,
            $"{expression}: {string.Join(", ", discovery.Problems.Select(problem => problem.Descriptor.Id))}");
        return discovery.Model.Definition.Body;
    }

    public static Body Stable(this Body body) => Stabiliser.Run(body, default);

    public static Body Differentiated(this Body body, int inputs = 2) => Differentiator.Run(body, inputs, [], default);

    /// <summary>The kernels of a formula of x.</summary>
    public static IReadOnlyList<Kernel> Planned(this Body settled)
    {
        var again = Differentiator.Again(settled, 1, default).Stable();
        var second = Body.From([.. again.Load(new ExprPool()).Skip(2)]);
        Plan plan = new(new(["x"]), [], new([0]), SpanNames.For(new(["x"]), default, []), IsStep: false,
            Stabilises: true, Lanes.Float, Tried);
        return Planner.Run(plan, [new(settled, second, null)], default).ToArray();
    }

    /// <summary>A formula as its kernel in float lanes computes it.</summary>
    public static Trial Tried(Body formula)
    {
        var lowered = Kernels.Lower.Lowering.Run(formula, 3, Kernels.Lower.Tier.Fast, default);
        return (inputs, parameters)
            => Kernels.Analysis.LaneInterpreter.InFloat.Run(lowered, inputs, parameters, default)[0];
    }

    public static string Print(this Body body, int output = 0)
        => Formula.Print(body.Load(new ExprPool())[output], ["x", "g"], ["a", "b"], "y");

    public static double At(this Body body, double x, double g = 0.7, int output = 0)
        => Interpreter.Run(body, [x, g], [0.5, 2])[output];
}
