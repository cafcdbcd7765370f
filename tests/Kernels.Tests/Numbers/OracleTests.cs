// The oracle's slopes against difference quotients in 512 bits, for every operation of formulas; its conventions at
// kinks; and that it finds the digits that a formula cancels.
using Kernels.Ir;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Numbers;

public class OracleTests
{
    const int Precision = 512, Step = -120;

    public static TheoryData<string> Operations =>
    [
        "neg", "abs", "sqrt", "exp", "exp2", "expm1", "log", "log2", "log1p", "sin", "cos",
        "tanh", "sinh", "cosh", "atan", "erf", "erfc", "sigmoid", "logsigmoid", "softplus", "normalcdf", "mul", "div",
        "pow", "add", "sub", "min", "max",
    ];

    [Theory, MemberData(nameof(Operations))]
    public void A_slope_is_the_limit_of_difference_quotients(string name)
    {
        Assert.True(OpTable.TryParse(name, out var op));
        var random = new Random(31);
        for (var i = 0; i < 20; i++)
        {
            var (a, b) = (0.1 + 3 * random.NextDouble(), 0.1 + 3 * random.NextDouble());
            for (var input = 0; input < op.Row().Arity; input++)
            {
                var h = ((BigFloat)1).Scale(Step);
                BigFloat At(BigFloat step)
                    => Apply(op, Big(a) + (input == 0 ? step : 0), Big(b) + (input == 1 ? step : 0)).Value;
                var quotient = (At(h) - At(-h)) / h.Scale(1);
                var slope = Apply(op, Big(a), Big(b)).Slopes![input];
                var difference = BigFloat.Abs(slope - quotient);
                Assert.True(difference.IsZero || difference.Top < slope.Top - 200,
                    $"{name}({a:R}, {b:R}) has slope {slope}, not {quotient}");
            }
        }
    }

    [Theory, MemberData(nameof(Operations))]
    public void A_second_derivative_is_the_limit_of_difference_quotients_of_slopes(string name)
    {
        Assert.True(OpTable.TryParse(name, out var op));
        var random = new Random(37);
        for (var i = 0; i < 20; i++)
        {
            var (a, b) = (0.1 + 3 * random.NextDouble(), 0.1 + 3 * random.NextDouble());
            var curvatures = Apply(op, Big(a), Big(b), second: true).Curvatures!;
            foreach (var (entry, (row, column)) in UpperTriangle.Entries(2).Index())
            {
                var h = ((BigFloat)1).Scale(Step);
                BigFloat At(BigFloat step)
                    => Apply(op, Big(a) + (column == 0 ? step : 0), Big(b) + (column == 1 ? step : 0)).Slopes![row];
                var quotient = (At(h) - At(-h)) / h.Scale(1);
                var difference = BigFloat.Abs(curvatures[entry] - quotient);
                Assert.True(difference.IsZero || difference.Top < Step || difference.Top < quotient.Top - 200,
                    $"{name}({a:R}, {b:R}) has the second derivative {curvatures[entry]} "
                        + $"along {row}, {column}, not {quotient}");
            }
        }
    }

    static BigFloat Big(double x) => BigFloat.From(x, Precision);

    static BigDual Apply(Op op, BigFloat a, BigFloat b, bool second = false)
        => BigDual.Apply(op, new(a, [1, 0], second ? new BigFloat[3] : null),
            new(b, [0, 1], second ? new BigFloat[3] : null), default);

    [Fact]
    public void Kinks_follow_the_convention()
    {
        Assert.Equal(0, Slope(pool => pool.Apply(Op.Abs, X(pool)), 0));
        Assert.Equal(0, Slope(pool => pool.Apply(Op.Max, X(pool), pool.Constant(0)), 0));
        Assert.Equal(0, Slope(pool => pool.Apply(Op.Min, X(pool), pool.Constant(6)), 6));
        Assert.Equal(2, Slope(pool => pool.Apply(Op.Max, X(pool), pool.Mul(3, X(pool))), 0)); // ½·1 + ½·3
        Assert.Equal(1, Slope(pool => pool.Apply(Op.Clamp, X(pool), pool.Constant(-1), pool.Constant(1)), 1));
        Assert.Equal(0, Slope(pool => pool.Apply(Op.Clamp, X(pool), pool.Constant(-1), pool.Constant(1)), 1.5f));
        Assert.Equal(0, Slope(pool => pool.Apply(Op.Floor, X(pool)), 2));
        Assert.Equal(3, Slope(pool => pool.Mul(pool.Apply(Op.Detach, X(pool)), X(pool)), 3));
        Assert.Equal(2,
            Slope(pool => pool.Select(pool.Node(Op.Gt, X(pool), pool.Constant(0)), X(pool), pool.Mul(2, X(pool))), 0));
    }

    [Fact]
    public void A_branch_not_taken_may_be_undefined()
    {
        Expr Guarded(ExprPool pool)
            => pool.Select(pool.Node(Op.Gt, X(pool), pool.Constant(0)), pool.Apply(Op.Log, X(pool)), X(pool));
        Assert.Equal(1, Slope(Guarded, -2));
        Assert.Equal(0.5, Slope(Guarded, 2));
    }

    [Theory]
    [InlineData(-5f), InlineData(-9f), InlineData(-13f), InlineData(0.75f)]
    public void Digits_that_a_formula_cancels_are_found(float x)
    {
        var naive = new Oracle(Subjects.Definitions["Kernels.Tests.Definitions.NaiveGelu"]).At([x]);
        var stable = new Oracle(Subjects.Definitions["Kernels.Activations.Gelu"]).At([x]);
        // The square root of 2 in the naive one is a double: 50 bits agree, less what the tail makes of them.
        Assert.Equal(1, (naive.Value!.Value / stable.Value!.Value).ToDouble(), 1e-12);
        Assert.Equal(1, (naive.Slopes![0] / stable.Slopes![0]).ToDouble(), 1e-12);
    }

    static Expr X(ExprPool pool) => pool.Input(0);

    static double Slope(Func<ExprPool, Expr> formula, float x)
        => BigEvaluator.Run(Body.From(formula(new ExprPool())), [x], [], [], 128, order: 1, out _).Slopes?[0].ToDouble()
            ?? 0;
}
