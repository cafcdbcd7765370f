// Every rule against central differences, and what happens at the kinks.
using Kernels.Differentiate;

namespace Kernels.Generators.Tests.Stages;

public class DifferentiationTests
{
    public static TheoryData<string> Smooth =>
    [
        "x + g", "x - g", "x * g", "x / g", "g / x", "-x", "x * x * x", "Sqrt(x * x + 1)", "Abs(x)", "Floor(x) * x",
        "x > g ? x * x : g * x", "Max(x, g)", "Min(x, g)", "Max(x, 0)", "Min(1, x)", "Clamp(x, -1, 1)",
        "Clamp(x, g - 2, g)", "Exp(x)", "Exp2(x)", "ExpM1(x)", "Log(x * x + 0.1)", "Log2(x * x + 0.1)", "Log1P(x * x)",
        "Tanh(x)", "Erf(x)", "Erfc(x)", "Sigmoid(x)", "LogSigmoid(x)", "Softplus(x)", "NormalCdf(x)",
        "LogNormalCdf(x * g)", "XLogY(x, x * x + g)", "XLog1P(g, x * x)", "Log(x + Sqrt(g + x * x))",
        "Pow(1 + x * x, g) - 1", "Log(g + 3 * Exp(x))", "x * Sigmoid(x)", "x * Tanh(Softplus(x))",
        "0.5 * x * (1 + Erf(x / Sqrt(2)))", "Pow(x, 3)", "Pow(Abs(x) + 0.1, g)", "Pow(2, x * g)", "Pow(x, -2)",
        "Sin(x) * Cos(g)", "Sinh(x)", "Cosh(x)", "Atan(x * g)", "Sigmoid(Sigmoid(x) * g)", "Tanh(x * Tanh(x * g))",
    ];

    [Theory, MemberData(nameof(Smooth))]
    public void A_derivative_agrees_with_central_differences(string expression)
    {
        var body = Shorthand.Read(expression);
        var derived = body.Stable().Differentiated().Stable();
        for (var x = -2.93; x < 3; x += 0.317)
        {
            const double H = 1e-5;
            Close((body.At(x + H) - body.At(x - H)) / (2 * H), derived.At(x, output: 1), x);
            Close((body.At(x, 0.7 + H) - body.At(x, 0.7 - H)) / (2 * H), derived.At(x, output: 2), x);
        }

        void Close(double expected, double actual, double x)
            => Assert.True(Math.Abs(expected - actual) <= 1e-7 * Math.Max(1, Math.Abs(expected)),
                $"{expression} at {x:R}: expected {expected:R}, got {actual:R}");
    }

    /// <summary>The operations that definitions cannot name: they come from derivatives of derivatives.</summary>
    [Theory, InlineData("sin"), InlineData("cos"), InlineData("sinh"), InlineData("cosh"), InlineData("atan"),
        InlineData("logisticpdf"), InlineData("normalpdf"), InlineData("inversemills"), InlineData("inversemillsslope"),
        InlineData("tanhsoftplus"), InlineData("tanhsoftplusslope")]
    public void The_derivative_of_an_internal_operation_agrees_with_central_differences(string name)
    {
        Assert.True(OpTable.TryParse(name, out var op));
        var pool = new ExprPool();
        var body = Body.From(pool.Apply(op, pool.Input(0)));
        var derived = body.Differentiated(1);
        for (var x = -2.93; x < 3; x += 0.317)
            Assert.True(Math.Abs((body.At(x + 1e-5) - body.At(x - 1e-5)) / 2e-5 - derived.At(x, output: 1)) <= 1e-8,
                $"{name} at {x:R}");
    }

    [Fact]
    public void Every_operation_of_a_formula_has_a_derivative_rule()
    {
        var pool = new ExprPool();
        Expr[] operands = [pool.Input(0), pool.Input(1), pool.Input(2)];
        foreach (var op in Enum.GetValues<Op>()
            .Where(op => op.Row() is { Level: not Level.Primitive, Kind: Kind.Number, Arity: > 0 }
                && op is not (Op.Floor or Op.Detach or Op.Uniform or Op.Below) && !op.IsOverRow()))
            Assert.Contains(Rules.Apply(pool, pool.Node(op, operands[..op.Row().Arity]), pool.Constant(1)),
                part => part is not null);
    }

    public static TheoryData<string, double, double> Kinks => new()
    {
        { "Max(x, 0)", 0, 0 }, { "Max(0, x)", 0, 0 }, { "Max(0, x)", -0.0, 0 }, { "Abs(x)", 0, 0 },
        { "x > 0 ? x : 0.01 * x", 0, 0.01 }, { "x > 0 ? x : Exp(x) - 1", 0, 1 },
        { "Max(-1, Min(1, x))", 1, 0 }, { "Max(-1, Min(1, x))", -1, 0 }, { "Min(Max(x, 0), 6)", 6, 0 },
        { "Min(Max(x, 0), 6)", 0, 0 },
        { "Clamp(x, -1, 1)", 1, 1 }, { "Clamp(x, -1, 1)", -1, 1 }, { "Floor(x)", 1, 0 }, { "Max(x, 2 * x)", 0, 1.5 },
        { "Min(x, 2 * x)", 0, 1.5 }, { "Detach(x) * x", 3, 3 }, { "Sign(x)", 0, 0 },
        { "x * Clamp(x + 3, 0, 6) / 6", -3, -0.5 }, { "x * Min(Max(x + 3, 0), 6) / 6", -3, 0 },
        { "x * Min(Max(x + 3, 0), 6) / 6", 3, 1 },
    };

    [Theory, MemberData(nameof(Kinks))]
    public void The_derivative_at_a_kink_follows_the_convention(string expression, double x, double slope)
        => Assert.Equal(slope,
            Shorthand.Read(expression, "double x").Stable().Differentiated(1).Stable().At(x, output: 1), 1e-15);

    /// <summary>Where a factor of the rule is infinite or no number, and the derivative is not.</summary>
    [Theory, InlineData(0, 2, 0, 0), InlineData(0, 1, 1, 0), InlineData(0, 0, 0, 0),
        InlineData(3, 0, 0, 1.0986122886681098), InlineData(double.PositiveInfinity, -1.5, 0, 0)]
    public void The_derivative_of_a_power_is_finite_at_its_edges(
        double x, double exponent, double byBase, double byExponent)
    {
        var derived = Shorthand.Read("Pow(x, g)").Differentiated();
        Assert.Equal(byBase, derived.At(x, exponent, output: 1), 1e-15);
        Assert.Equal(byExponent, derived.At(x, exponent, output: 2), 1e-15);
    }

    /// <summary>The square overflows a float; its reciprocal is still one.</summary>
    [Theory, InlineData(1e19), InlineData(-3e21)]
    public void The_derivative_of_atan_survives_an_overflowing_square(double x)
    {
        var derived = Shorthand.Read("Atan(x)", "double x").Differentiated(1);
        var seen = Interpreter.Run(derived, [x], [],
            round: value => Math.Abs(value) > float.MaxValue ? double.PositiveInfinity : value)[1];
        Assert.Equal(1, seen * x * x, 1e-12);
    }

    [Fact]
    public void The_derivative_by_an_unused_input_is_zero()
        => Assert.Equal("0", Shorthand.Read("x * x").Differentiated().Print(2));

    public static TheoryData<string, string?> Outputs => new()
    {
        { "Sigmoid(x)", "y·(1 - y)" }, { "1 / (1 + Exp(-x))", "y·(1 - y)" }, { "Tanh(x)", "1 - y·y" },
        { "Exp(x)", "y" }, { "ExpM1(x)", "1 + y" }, { "Exp(x) - 1", "1 + y" },
        { "Log(1 + Exp(x))", "-expm1(-y)" }, { "Sqrt(x)", "0.5/y" }, { "Max(x, 0)", "y > 0 ? 1 : 0" },
        { "Max(0, x)", "y > 0 ? 1 : 0" },
        { "x * Sigmoid(x)", null }, { "x > 0 ? x : 0.01 * x", null }, { "Sigmoid(2 * x)", null }, { "x * x", null },
        { "Erf(x)", null }, { "Abs(x)", null }, { "x * Tanh(Softplus(x))", null },
    };

    [Theory, MemberData(nameof(Outputs))]
    public void The_derivative_is_expressed_by_the_output_where_possible(string expression, string? slope)
    {
        var body = Shorthand.Read(expression, "double x").Stable();
        var found = FromOutput.Find(body, 1);
        Assert.Equal(slope, found?.Print());
        if (found is null) return;
        for (var x = 0.13; x < 4; x += 0.5)
            Assert.Equal(body.Differentiated(1).At(x, output: 1),
                Interpreter.Run(found, [], [], [body.At(x)])[0], 1e-12);
    }

    [Fact]
    public void A_derivative_by_the_output_needs_a_single_input()
        => Assert.Null(FromOutput.Find(Shorthand.Read("Sigmoid(x) + 0 * g").Stable(), 2));
}
