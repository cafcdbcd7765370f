// The text that assemblies carry: written, read, written again it is the same; damaged it is refused.
using Kernels.Ir;
using Xunit;

namespace Kernels.Tests.Numbers;

public class DefinitionTextTests
{
    public static TheoryData<string> All => [.. Subjects.Definitions.Keys];

    [Theory, MemberData(nameof(All))]
    public void A_definition_round_trips_through_text(string name)
    {
        var activation = Subjects.Definitions[name];
        var definition = Definition.Read(activation.Ir);
        Assert.Equal(activation.Ir, definition.Write());
        Assert.Equal(definition, Definition.Read(definition.Write()));
        Assert.Equal(activation.FullName, definition.FullName);
        Assert.Equal(activation.Inputs, definition.Inputs);
        Assert.Equal(activation.MaxUlp, definition.MaxUlp);
    }

    [Theory, MemberData(nameof(All))]
    public void The_formula_computes_what_the_method_computes(string name)
    {
        var activation = Subjects.Definitions[name];
        var (body, random) = (Definition.Read(activation.Ir).Body, new Random(29));
        double[] parameters = [.. activation.Parameters.Select(parameter => (double)parameter.Default)];
        for (var i = 0; i < 200; i++)
        {
            var x = activation.Inputs.Select(_ => 10 * (random.NextDouble() - 0.5)).ToArray();
            Assert.Equal(activation.Definition(x, parameters), Interpreter.Run(body, x, parameters)[0], 1e-12);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("kernels-ir 2\nname A\nbounds 1 1\nreturn %0\n")]
    [InlineData("kernels-ir 2\nname A\nbounds 1 1\n%0 = input 0\n")]
    [InlineData("kernels-ir 2\nname A\nbounds 1 1\n%0 = input 0\n%1 = nonsense %0\nreturn %1\n")]
    [InlineData("kernels-ir 2\nname A\nbounds 1 1\n%0 = exp %1\nreturn %0\n")]
    [InlineData("kernels-ir 2\nname A\nbounds 1 1\n%0 = input 0\n%1 = add %0\nreturn %1\n")]
    public void Damaged_text_is_refused(string text) => Assert.Throws<FormatException>(() => Definition.Read(text));
}
