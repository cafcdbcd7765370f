// Naive formulas, from the written form to the kernel: as written, float lanes break the promise; what the compiler
// makes of it keeps it, value and derivative, in float lanes where they suffice and in double lanes else.
using Kernels.Optimise;
using Kernels.Analysis;

namespace Kernels.Generators.Tests.Stages;

public class NaiveFormulaTests
{
    public static TheoryData<string, bool> Forms => new()
    {
        // formula, whether it needs double lanes
        { "x / (1 + Exp(-x))", false },
        { "1 / (1 + Exp(-x))", false },
        { "Exp(x) / (1 + Exp(x))", false },
        { "Log(1 + Exp(x))", false },
        { "(Exp(x) - Exp(-x)) / (Exp(x) + Exp(-x))", false },
        { "x * Tanh(Log(1 + Exp(x)))", false },
        { "0.5 * x * (1 + Erf(x / Sqrt(2)))", false },
        { "0.5 * x * (1 + Tanh(Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))", false },
        { "Exp(x) - 1", false },
        { "Log(1 + x)", false },
        { "1 - Tanh(x) * Tanh(x)", false },
        { "x - Tanh(x)", true },
        { "Sqrt(1 + x * x) - 1", true },
        { "(x + Sqrt(x * x + 4)) / 2", true },
        { "(Sqrt(x * x + 1) - 1) / 2 + x", true },
        { "x / Sqrt(1 + x * x)", false },
        { "Log((Exp(x) + Exp(-x)) / 2)", true },
        { "Log(x / (1 - x))", true },
        { "x * Clamp(x / 6 + 0.5, 0, 1)", true },
        { "x * Min(Max(x + 3, 0), 6) / 6", true },
        { "1 / (1 + x * x)", true },
        { "Log(x + Sqrt(1 + x * x))", true },
        { "x * Tanh(Exp(x))", true },
        { "Exp(-Exp(-x))", true },
        { "x >= 0 ? Sqrt(1 + x) - 1 : 1 - Sqrt(1 - x)", true },
        { "Max(x, 0) + Exp(Min(x, 0)) - 1", true },
    };

    [Theory, MemberData(nameof(Forms))]
    public void The_compiled_form_keeps_the_bound_that_the_written_form_breaks(string expression, bool needsDoubles)
    {
        var written = Compile(expression, stabilise: false);
        var stable = Compile(expression, stabilise: true);
        Assert.Equal(Lanes.Float, written.Lanes);
        Assert.Equal(needsDoubles, stable.HasDoubleLanes);
        Assert.False(Keeps(written, stable.Result.Stable), "as written it keeps the promise too");
        Assert.True(Keeps(stable, stable.Result.Stable), "it breaks the promise");
    }

    static Emit.DefinitionPlan Compile(string expression, bool stabilise)
    {
        var definition = new Definition("P", new(["x"]), default, true, stabilise, High: false, 5, 8,
            Shorthand.Read(expression, "double x"));
        var settled = Pipeline.StabiliseDerivatives(Pipeline.Differentiate(Pipeline.Stabilise(
            new("", default, "P", "global::P", "P", new(["x"]), default, definition), default), default), default);
        return Pipeline.Lower(Pipeline.Plan(
            Pipeline.StabiliseAgain(Pipeline.DifferentiateAgain(settled, default), default), default), default);
    }

    static bool Keeps(Emit.DefinitionPlan set, Body stable)
    {
        var kernel = set.Kernels.First(kernel => kernel.Member == Member.ForwardWithDerivative);
        var truth = Body.From([.. stable.Load(new ExprPool()).Take(2)]);
        return new PrecisionProbe(LaneInterpreter.Of(set.HasDoubleLanes), kernel.Body, truth, 1,
            [], [5, 8], default).Passes();
    }

    [Theory]
    [InlineData("x - Tanh(x)", 1e-30, 1e-90 / 3)]
    [InlineData("Sqrt(1 + x * x) - 1", 1e-20, 0.5e-40)]
    [InlineData("Log(Cosh(x))", -1e-15, 0.5e-30)]
    [InlineData("Log(x + Sqrt(1 + x * x))", -1e-25, -1e-25)]
    [InlineData("(Exp(x) - 1 - x) / x", 1e-10, 0.5e-10)]
    [InlineData("1 / Tanh(x) - 1 / x", 3e-9, 1e-9)]
    [InlineData("x > 0 ? x - Sin(x) : Exp(x) - 1 - x", 1e-12, 1e-36 / 6)]
    [InlineData("x > 0 ? x - Sin(x) : Exp(x) - 1 - x", -1e-12, 0.5e-24)]
    public void A_cancelling_formula_becomes_its_series_near_zero(string expression, double x, double expected)
    {
        var body = SeriesNearZero.Run(Shorthand.Read(expression, "double x").Stable(), default);
        Assert.Equal(1, Interpreter.Run(body, [x], [])[0] / expected, 1e-9);
        // It stays the same function.
        foreach (var far in (double[])[-2.1, -0.3, -0.01, 0.01, 0.3, 2.1])
            Assert.Equal(Interpreter.Run(Shorthand.Read(expression, "double x"), [far], [])[0],
                Interpreter.Run(body, [far], [])[0], 1e-10);
    }

    [Theory, InlineData("x * Sigmoid(x)"), InlineData("Tanh(x)"), InlineData("Exp(x)"),
        InlineData("x * x"), InlineData("Abs(x)")]
    public void A_formula_that_keeps_its_digits_near_zero_is_left_alone(string expression)
    {
        var body = Shorthand.Read(expression, "double x").Stable();
        Assert.Equal(body, SeriesNearZero.Run(body, default));
    }

    [Theory]
    [InlineData("x / Sqrt(1 + x * x)", "1/sqrt(1 + x·x)/sqrt(1 + x·x)/sqrt(1 + x·x)")]
    [InlineData("x / (1 + x)", "1/(1 + x)/(1 + x)")]
    public void Fractions_are_brought_over_one_denominator(string expression, string derivative)
        => Assert.Equal(derivative, Factoring.Run(Shorthand.Read(expression, "double x").Stable().Differentiated(1),
            kept: 1, default).Print(1));

    [Theory]
    [InlineData("x * x * x / (1 + x * x)", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("x + Sin(x) * Sin(x)", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("x / (1 + x * x)", -0.0, 0)]
    [InlineData("x * Tanh(Exp(x))", -0.0, double.PositiveInfinity)]
    [InlineData("x * Cos(x)", double.NaN, double.NaN)]
    public void The_values_at_infinity_are_the_limits(string expression, double left, double right)
    {
        var body = LimitsAtInfinity.Run(Shorthand.Read(expression, "double x").Stable(),
            Shorthand.Read(expression, "double x").Stable(), 1, []);
        Assert.Equal(left, Interpreter.Run(body, [double.NegativeInfinity], [])[0]);
        Assert.Equal(right, Interpreter.Run(body, [double.PositiveInfinity], [])[0]);
    }

    [Fact]
    public void A_zero_has_the_sign_of_the_values_beside_it()
    {
        var body = Shorthand.Read("x + Sin(x) * Sin(x)", "double x").Stable();
        Assert.False(double.IsNegative(Interpreter.Run(body, [-0.0], [])[0]));
        Assert.True(double.IsNegative(Interpreter.Run(LimitsAtInfinity.SignedZero(body, 1, []), [-0.0], [])[0]));
    }
}
