// Every rule of rows against central differences of Σ dy·y, and what happens where columns tie.
using Kernels.Differentiate;

namespace Kernels.Generators.Tests.Stages;

public class RowDifferentiationTests
{
    static readonly double[] First = [0.3, -1.7, 2.9, 0.31, -0.4], Second = [1.5, -2, 0.25, 3, 0.5],
        Upstream = [0.7, -1.1, 0.4, 1.9, -0.6];

    public static TheoryData<string> Smooth =>
    [
        "Row Forward(Row x, Row g) => Sum(x * g) + x", "Row Forward(Row x, Row g) => x - Mean(x * x) * g",
        "Row Forward(Row x, Row g) => x * Max(x * g)", "Row Forward(Row x, Row g) => Min(x) + g * x",
        "double Forward(Row x, Row g) => LogSumExp(x * g)",
        "double Forward(Row x, Row g) => Sum(Square(x)) / Sum(Exp(g))",
        "Row Forward(Row x, Row g) => Exp(x) / Sum(Exp(x)) * g",
        "Row Forward(Row x, Row g) => Log(Exp(x * g) / Sum(Exp(x * g)))",
        "Row Forward(Row x, Row g) => (x - Mean(x)) / Sqrt(Mean(Square(x - Mean(x))) + 0.1) * g",
        "double Forward(Row x, Row g) => Max(x) * Min(g) + Sum(Select(x > g, x, g * g))",
        "Row Forward(Row x, Row g) => x / (Sum(Abs(x)) + Max(g))",
        "double Forward(Row x, Row g) => Sum(Select(Index(x) < 2, x * g, 0)) * Count(x)",
        "Row Forward(Row x, Row g) => Exp(x) / (1 + Sum(Exp(x))) + g",
        "Row Forward(Row x, Row g) => Sigmoid(x * Sum(g)) * LogSumExp(g - Max(x))",
    ];

    [Theory, MemberData(nameof(Smooth))]
    public void A_gradient_agrees_with_central_differences(string forward)
    {
        const double H = 1e-5;
        var written = RowFormula.Read($"static {forward};");
        var derived = written.Stable().Differentiated().Stable();
        double Loss(double[] x, double[] g)
            => written.At([x, g]) is var y && y.Length == 1
                ? y[0] * Upstream[0]
                : y.Zip(Upstream, (value, dy) => value * dy).Sum();
        double[] upstream = forward.StartsWith("double", StringComparison.Ordinal) ? [Upstream[0]] : Upstream;
        for (var column = 0; column < First.Length; column++)
        {
            double[] Moved(double[] values, double step)
                => [.. values.Select((value, i) => i == column ? value + step : value)];
            Close((Loss(Moved(First, H), Second) - Loss(Moved(First, -H), Second)) / (2 * H), Of(1), column);
            Close((Loss(First, Moved(Second, H)) - Loss(First, Moved(Second, -H))) / (2 * H), Of(2), column);

            double Of(int output)
                => derived.At([First, Second, upstream], output) is var gradient && gradient.Length == 1
                    ? gradient[0]
                    : gradient[column];
        }

        void Close(double expected, double actual, int column)
            => Assert.True(Math.Abs(expected - actual) <= 1e-7 * Math.Max(1, Math.Abs(expected)),
                $"{forward} at column {column}: expected {expected:R}, got {actual:R}");
    }

    [Fact]
    public void Every_operation_over_a_row_has_a_derivative_rule()
        => Assert.Equal(Enum.GetValues<Op>().Where(op => op.IsOverRow() && op is not (Op.Index or Op.Count))
            .Append(Op.Decay).Order(), RowRules.ByOp.Keys.Order());

    [Fact]
    public void Tied_columns_share_the_gradient()
    {
        var derived = RowFormula.Read("static double Forward(Row x) => Max(x) - Min(x);")
            .Stable().Differentiated().Stable();
        Assert.Equal([0.5, -1.0 / 3, 0.5, -1.0 / 3, 0, -1.0 / 3], derived.At([[3, 1, 3, 1, 2, 1], [1]], output: 1));
    }
}
