// Limits where another input or a hyperparameter has a say, and points where branches meet: what the lowered kernels
// give there, value and derivatives, in the lanes that the compiler has chosen.
using Kernels.Optimise;
using Kernels.Analysis;

namespace Kernels.Generators.Tests.Stages;

public class MultivariateLimitTests
{
    const double Inf = double.PositiveInfinity;

    const string Bce = "Max(x, 0) - x * g + Log(1 + Exp(-Abs(x)))", Golu = "x * a * Exp(-b * Exp(-x))";
    const string LogCosh = "Log(Cosh(x - g))", Poisson = "Exp(x) - Detach(g) * x", Swish = "x / (1 + Exp(-a * x))";
    const string Pseudo = "Sqrt(1 + (x - g) * (x - g)) - 1", Sinc = "x == 0 ? 1 : Sin(x) / x",
        Relative = "x == 0 ? 1 : (Exp(x) - 1) / x";

    public static TheoryData<string, double, double, double, double, double, double> Ends => new()
    {
        // formula, x, g, a and b, value, derivative by x
        { LogCosh, Inf, 0, 1, 1, Inf, 1 },
        { LogCosh, -Inf, 200, 1, 1, Inf, -1 },
        { Poisson, Inf, 1, 1, 1, Inf, Inf },
        { Poisson, -Inf, 0, 1, 1, 0, 0 },
        { Poisson, -Inf, -2, 1, 1, -Inf, 2 },
        { Pseudo, Inf, 1, 1, 1, Inf, 1 },
        { Bce, Inf, 1, 1, 1, 0, 0 },
        { Bce, Inf, 0, 1, 1, Inf, 1 },
        { Bce, -Inf, 0, 1, 1, 0, 0 },
        { Bce, -Inf, 0.25, 1, 1, Inf, -0.25 },
        { Golu, -Inf, 1, 1, 1, 0, 0 },
        { Golu, -Inf, 1, 2, -1, -Inf, Inf },
        { Golu, Inf, 1, -2, 1, -Inf, -2 },
        { Swish, Inf, 1, -1, 1, 0, 0 },
        { Swish, -Inf, 1, -1, 1, -Inf, 1 },
        { "Exp(x) - Exp(g)", Inf, 200, 1, 1, Inf, Inf },
        { "(x - g) / 2", 3e38, -3e38, 1, 1, 3e38, 0.5 },
        { "x * g * x", 1e30, 1e-30, 1, 1, 1e30, 2 },
        { "1 - (g > 0.5 ? Sigmoid(x) : 1 - Sigmoid(x))", 50, 1, 1, 1, 1.9287498479639e-22, -1.9287498479639e-22 },
        { "-Log(g > 0.5 ? Sigmoid(x) : 1 - Sigmoid(x))", 80, 0, 1, 1, 80, 1 },
    };

    [Theory, MemberData(nameof(Ends))]
    public void A_kernel_of_several_arguments_gives_the_limits_at_infinity(
        string expression, double x, double g, double a, double b, double value, double slope)
    {
        var results = Kernel(expression, Member.ForwardWithDerivative, x, g, [a, b]);
        Same(value, results[0]);
        Same(slope, results[1]);
    }

    /// <summary>NaN stays NaN.</summary>
    [Theory, InlineData(Inf, double.NaN), InlineData(double.NaN, Inf), InlineData(double.NaN, 1)]
    public void NaN_is_not_replaced_by_a_limit(double x, double g)
        => Assert.Equal(double.NaN, Kernel(LogCosh, Member.Forward, x, g, [1, 1])[0]);

    public static TheoryData<string, double, double, double, double> Meetings => new()
    {
        // formula, x, g, first and second derivative by x
        { Relative, 0, 1, 1 / 2.0, 1 / 3.0 },
        { Sinc, 0, 1, 0, -1 / 3.0 },
        { "x != 0 ? Sin(x) / x : 1", 0, 1, 0, -1 / 3.0 },
        { "x == 1 ? 1 : Log(x) / (x - 1)", 1, 1, -1 / 2.0, 2 / 3.0 },
        { "x == 0 ? 1 : Sin(a * x) / (a * x)", 0, 1, 0, -1 / 3.0 },
        { "x == 0 ? g : (1 - Exp(-x * g)) / x", 0, 2, -2, 8 / 3.0 },
        { Bce, 0, 0.25, 0.25, 0.25 },
        { "Log(1 + Exp(-Abs(x))) - x * g + Max(x, 0)", 0, 1, -0.5, 0.25 },
        { "a * Log(1 + Exp(-Abs(x))) + x * g + a * Max(-x, 0)", 0, 1, 0.5, 0.25 },
        { "Sign(x) * Log(1 + Abs(x))", 0, 1, 1, 0 },
        { "a * (Max(x, 0) - x * g + Log(1 + Exp(-Abs(x)))) * (1 + g)", 0, 1, -1, 0.5 },
        { "(Max(x, 0) - x * g + Log(1 + Exp(-Abs(x)))) * Exp(x)", 0, 0.25, 0.9431471805599453, 1.4431471805599453 },
        { "0.5 * Abs(x) - x * g + 0.5 * x + Log(1 + Exp(-Abs(x)))", 0, 0.25, 0.25, 0.25 },
        { "Max(x, 0)", 0, 1, 0, 0 },
        { "x > 0 ? x : 0.1 * x", 0, 1, 0.1, 0 },
    };

    [Theory, MemberData(nameof(Meetings))]
    public void The_derivatives_are_right_where_branches_meet(
        string expression, double x, double g, double first, double second)
    {
        Same(first, Kernel(expression, Member.ForwardWithDerivative, x, g, [1, 1])[1]);
        Same(second, Kernel(expression, Member.BackwardBackward, x, g, [1, 1])[0]);
    }

    static void Same(double expected, double seen)
        => Assert.True((float)expected == (float)seen || Math.Abs(expected - seen) <= 1e-6 * Math.Abs(expected),
            FormattableString.Invariant($"{seen}, not {expected}"));

    static double[] Kernel(string expression, Member member, double x, double g, double[] parameters)
    {
        var body = Shorthand.Read(expression, "double x, double g, double a = 1, double b = 1");
        var names = body.Instructions.Any(instruction => instruction.Op == Op.Input && instruction.Index == 1)
            ? new EquatableArray<string>(["x", "g"])
            : new(["x"]);
        var definition =
            new Definition("P", names, new([new("a", 1), new("b", 1)]), true, true, High: false, 5, 8, body);
        var model = new ActivationModel("", default, "P", "global::P", "P", names, new(["a", "b"]), definition);
        var settled = Pipeline.StabiliseDerivatives(
            Pipeline.Differentiate(Pipeline.Stabilise(model, default), default), default);
        var set = Pipeline.Lower(Pipeline.Plan(
            Pipeline.StabiliseAgain(Pipeline.DifferentiateAgain(settled, default), default), default), default);
        var kernel = set.Kernels.First(kernel => kernel.Member == member);
        // Along x alone, with an upstream gradient of 1.
        var n = names.Count;
        double[] inputs = member == Member.BackwardBackward
            ? [.. new[] { x, g }.Take(n), 1, .. new double[] { 1, 0 }.Take(n)]
            : [.. new[] { x, g }.Take(n)];
        return [.. LaneInterpreter.Of(set.HasDoubleLanes)
            .Run(kernel.Body, [.. inputs.Select(input => (double[])[input])], parameters, default)
            .Select(values => (double)(float)values[0])];
    }
}
