// Tails and differences that cancel, from the formula as people write it to the lanes: the right values,
// and the promise at all exponents.
extern alias runtime;

using Kernels.Generators.Discover;
using Kernels.Generators.Tests.Driving;
using Kernels.Optimise;
using Kernels.Analysis;
using Kernels.Verification;
using runtime::Kernels.Proof;

namespace Kernels.Generators.Tests.Stages;

public class TailAccuracyTests
{
    const double MaxUlp = 4, MaxGradientUlp = 8, MaxSecondUlp = 16;

    public static TheoryData<string, string, double, double, double> Values => TailValues.All;

    [Theory, MemberData(nameof(Values))]
    public void Values_and_slopes_match_the_reference(
        string parameters, string formula, double x, double value, double slope)
    {
        var seen = new Lowered(parameters, formula).At(x);
        Near(value, seen.Value, MaxUlp);
        Near(slope, seen.Slope, MaxGradientUlp);

        void Near(double expected, float actual, double ulp)
        {
            if (double.IsInfinity(expected)) Assert.Equal(expected, actual);
            else
            {
                var unit = Math.ScaleB(1, Math.Max(-149, Math.ILogB(expected) - 23));
                Assert.True(Math.Abs(actual - expected) <= ulp * unit,
                    $"{formula} at {x:R}: {actual:R}, expected {expected:R}");
            }
        }
    }

    /// <summary>Parameters, formula, whether its second derivative is promised too.</summary>
    public static IEnumerable<ITheoryDataRow> FormsInPart
        => Extent.Of<ITheoryDataRow>(Forms, nameof(TailAccuracyTests), 8);

    public static TheoryData<string, string, bool> Forms => new()
    {
            { X, "Log(NormalCdf(x))", true }, { X, "LogNormalCdf(2 * x)", true }, { X, "x * Log(NormalCdf(x))", true },
            { X, "Log(1 - NormalCdf(x))", true }, { X, "Log1P(-NormalCdf(x))", true },
            { X, "Log(Erfc(x))", true }, { X, "Log(0.5 * (1 + Erf(x / Sqrt(2))))", true },
            { X, "Log(1 - Erf(x))", true }, { X, "Log(0.5 * Erfc(-x / Sqrt(2)))", true },
        { X, "Exp(-0.5 * x * x) / NormalCdf(x)", false },
            { X, "Log(1 - x)", true }, { X, "-x * Log(x) - (1 - x) * Log(1 - x)", true },
            { X, "-XLogY(x, x) - XLog1P(1 - x, -x)", true }, { X, "Log(x / (1 - x))", true },
            { X, "(1 - x) * Log(1 - x)", true },
            { X, "Log(1 - Exp(-x))", true }, { X, "Log1P(-Exp(-x))", true }, { X, "Log(1 - Exp(x))", true },
            { X, "Log(Exp(x) - 1)", true }, { X, "Log(Tanh(x))", false }, { X, "Log(Sinh(x))", true },
            { X, "Log((Exp(x) - Exp(-x)) / 2)", true }, { X, "Log(Cosh(x))", true }, { X, "Log(1 - Tanh(x))", true },
            { X, "Log(1 - Tanh(x) * Tanh(x))", true }, { X, "Log(Sigmoid(x) * (1 - Sigmoid(x)))", true },
            { X + ", double power = 0.5", "Pow(1 + x * x, power) - 1", true },
            { X + ", double power = 1", "Pow(x * x + 1, power / 2) - 1", true },
            { X, "Pow(1 + x * x, 0.25) - 1", true },
            { X + ", double k = 0.75", "Pow(1 + x, k) - 1", true },
            { X + ", double k = 0.3", "(Pow(x, k) - 1) / k", true }, { X, "Pow(2, x) - 1", true },
            { X, "1 - Exp2(x)", true },
            { X + ", double eps = 0.001", "Sqrt(x * x + eps * eps) - eps", true },
            { X + ", double q = 0.75", "(Pow(1 + x * x / q, q / 2) - 1) / q", true },
            { X, "(Exp(x) - 1) / x", true }, { X, "(1 - Exp(-x)) / x", true }, { X, "x / (Exp(x) - 1)", true },
            { X, "Log(1 + x) / x", true },
            { X + ", double c = 3", "(Exp(c * x) - 1) / (c * x)", true },
            { X + ", double c = 3", "(1 - Exp(-c * x)) / (c * x)", true },
            { X + ", double c = 3", "Log(1 + c * x) / c", true },
            { X + ", double c = 25", "x / (1 + c * Abs(x))", true }, { X, "x / (1 + 25 * Abs(x))", true },
            { X + ", double a = 2, double b = 0.3", "x / (a + b * Abs(x))", true },
            { X + ", double a = 2, double b = 0.3", "x / Sqrt(a + b * x * x)", true },
            { X + ", double c = 2", "x / (1 + c * Sqrt(1 + x * x))", false },
            { X, "Log(2 + 3 * Exp(x))", true }, { X + ", double a = 2, double b = 3", "Log(a + b * Exp(x))", true },
            { X + ", double k = 3, double b = 2", "Log(1 + b * Exp(k * x)) / k", true },
            { X, "Log(2 * Exp(x) + 3 * Exp(-x))", true }, { X, "Log(3 * Exp(x))", true },
            { X, "-Log(Exp(-x) + Exp(-2 * x))", true }, { X, "Log(Exp(-x * x / 2) / Sqrt(2 * Math.PI))", true },
            { X, "Log(x + Sqrt(x * x + 1))", true }, { X, "Log(x + Sqrt(x * x - 1))", true },
            { X, "x * Log(x + Sqrt(x * x + 1)) - Sqrt(1 + x * x)", true },
        { X, "0.5 * Log((1 + x) / (1 - x))", true }, { X, "x * Log((1 + x) / (1 - x)) / 2", false },
            { X + ", double k = 3", "x / Pow(1 + Pow(Abs(x), k), 1 / k)", true },
            { X, "Log(Sinh(x) / x)", true },
            { X + ", double alpha = 1, double c = 0.3",
                "Abs(alpha - 2) / alpha * (Pow(Square(x / c) / Abs(alpha - 2) + 1, alpha / 2) - 1)", true },
            { X, "1 / Tanh(x) - 1 / x", true }, { X + ", double T = 0.5", "x / T * Tanh(x / T)", true },
    };

    const string X = "double x";

    [Theory, MemberData(nameof(FormsInPart))]
    public void The_error_bound_holds_at_all_exponents(string parameters, string formula, bool second)
    {
        var lowered = new Lowered(parameters, formula);
        var compared = 0;
        foreach (var x in Line)
        {
            var (seen, truth) = (lowered.At(x), lowered.Truth((float)x));
            if (truth.Value is { } value) Within(value, seen.Value, MaxUlp, 0);
            if (truth.Slopes is { } slopes) Within(slopes[0], seen.Slope, MaxGradientUlp, 1);
            if (second && truth.Curvatures is { } curvatures) Within(curvatures[0], seen.Second, MaxSecondUlp, 2);

            void Within(BigFloat exact, float actual, double bound, int order)
            {
                compared++;
                var error = Ulp.Error(actual, exact);
                Assert.True(
                    error <= bound || (order > 0 && lowered.IsNearRoot(x, order, Math.Abs(actual - exact.ToDouble()))),
                    $"{formula}, derivative {order} at {x:R}: {actual:R}, truth {exact.ToDouble():R}, {error} ULP");
            }
        }
        Assert.True(compared > 60, formula);
    }

    /// <summary>
    /// Every third exponent of both signs, and where the forms meet. Not the subnormals:
    /// of quotients that cancel the oracle has too few digits there.
    /// </summary>
    static readonly double[] Line = [.. Places.Select(x => (double)(float)x)];

    static double[] Places =>
    [
        .. from k in Enumerable.Range(0, 83)
           from sign in (double[])[-1, 1]
           select sign * Math.ScaleB(1 + 0.37 * (k % 3), -120 + 3 * k),
        0.3465736, -0.3465736, 0.69314718, -0.69314718, 0.7, -0.7, 0.49, -0.51, 0.99, -0.99, 1.01,
        -1.01, 5.3, -5.3, 13.2, -13.2, 22.7, -22.9, 88.9, -88.9, 104.1, -104.1, 0.999999, 3.4028235e38, -3.4028235e38,
    ];

    /// <summary>
    /// The continuous ranked probability score of a normal distribution: no input is held for what
    /// the others do not see while they are the same.
    /// </summary>
    [Theory, InlineData(2.5f, 0.3108434832206483), InlineData(0.5f, 0.9544997361036416)]
    public void The_slope_by_one_of_three_inputs_is_right_where_the_others_differ(float s, double slope)
    {
        const string Score = "s * ((x - m) / s * (2 * NormalCdf((x - m) / s) - 1) + 2 * Exp(-0.5 * ((x - m) / s) "
            + "* ((x - m) / s)) / 2.5066282746310002)";
        Assert.Equal(slope, new Lowered("double x, double m, double s", Score).Outputs([0.5, -0.5, s])[1], 1e-7);
    }

    [Theory]
    [InlineData(0, 0, 0), InlineData(0, double.PositiveInfinity, 0), InlineData(0, -1, 0), InlineData(0, 3, 0)]
    [InlineData(2, 0, double.NegativeInfinity), InlineData(0, double.NaN, double.NaN),
        InlineData(double.NaN, 1, double.NaN)]
    public void XLogY_and_XLog1P_are_zero_where_their_factor_is_zero(double x, double y, double expected)
    {
        var lowered = new Lowered("double x, double y", "XLogY(x, y)");
        Assert.Equal(expected, lowered.Outputs([x, y])[0]);
        Assert.Equal(expected, lowered.Outputs([-x, y])[0] * (x == 0 ? 1 : -1));
        Assert.Equal(expected, new Lowered("double x, double y", "XLog1P(x, y - 1)").Outputs([x, y])[0]);
    }

    [Theory]
    [InlineData(0, 3, 1.0986122886681098, 0), InlineData(0, 0, double.NegativeInfinity, 0)]
    [InlineData(2, 4, 1.3862943611198906, 0.5), InlineData(-1, 0.5, -0.6931471805599453, -2)]
    public void The_slopes_of_XLogY_are_the_logarithm_and_the_quotient(double x, double y, double byX, double byY)
    {
        var seen = new Lowered("double x, double y", "XLogY(x, y)").Outputs([x, y]);
        Assert.Equal((float)byX, seen[1], 1e-6);
        Assert.Equal((float)byY, seen[2], 1e-6);
    }

    [Theory, InlineData(0, double.PositiveInfinity), InlineData(1, double.NegativeInfinity),
        InlineData(0.25, 1.0986122886681098)]
    public void The_binary_entropy_is_right_at_its_ends(double p, double slope)
    {
        var seen = new Lowered(X, "-XLogY(x, x) - XLog1P(1 - x, -x)").At(p);
        Assert.Equal(p == 0.25 ? 0.5623351446188083f : 0, seen.Value, 1e-6);
        Assert.Equal((float)slope, seen.Slope, 1e-6);
    }

    /// <summary>Of no word a draw is 0 or 1, and the logarithm of neither side is infinite.</summary>
    [Fact]
    public void A_uniform_random_number_is_never_0_or_1()
    {
        var (least, largest) = (1.0, 0.0);
        for (var position = 0; position < 1 << 20; position++)
        {
            var u = Philox.Uniform(Philox.Placed(3, position));
            (least, largest) = (Math.Min(least, u), Math.Max(largest, u));
            Assert.True(u * (1 << 24) % 2 == 1);
        }
        Assert.InRange(least, Math.ScaleB(1, -24), 1e-5);
        Assert.InRange(largest, 1 - 1e-5, 1 - Math.ScaleB(1, -24));
    }

    /// <summary>
    /// The functions in double precision, which references and scalar derivatives are made of, against the oracle.
    /// </summary>
    [Theory, InlineData("lognormalcdf"), InlineData("inversemills"), InlineData("inversemillsslope")]
    public void The_functions_in_double_precision_match_the_oracle(string name)
    {
        Assert.True(OpTable.TryParse(name, out var op));
        for (var x = -60.0; x < 40; x += 0.173)
        {
            var truth = Exact(op, BigFloat.From(x, 400)).ToDouble();
            if (Math.Abs(truth) < 1e-300) continue;
            var seen = Interpreter.Apply(op, x, 0, 0);
            Assert.True(Math.Abs(seen - truth) <= Math.ScaleB(1, -47) * Math.Abs(truth),
                $"{op} at {x:R}: {seen:R}, truth {truth:R}");
        }
        foreach (var x in (double[])[-1e10, -1e100])
            Assert.Equal(1, Interpreter.Apply(op, x, 0, 0)
                / (op switch { Op.LogNormalCdf => -0.5 * x * x, Op.InverseMills => -x, _ => -1 }), 1e-14);
    }

    static BigFloat Exact(Op op, BigFloat x)
    {
        var ratio = BigFloat.NormalPdf(x) / BigFloat.NormalCdf(x);
        return op switch
        {
            Op.LogNormalCdf => BigFloat.LogNormalCdf(x),
            Op.InverseMills => ratio,
            _ => -ratio * (x + ratio)
        };
    }

    /// <summary>A formula as its kernels compute it.</summary>
    sealed class Lowered
    {
        readonly Definition definition;
        readonly Body both, backward;
        readonly LaneInterpreter lanes;
        readonly double[] parameters;

        public Lowered(string signature, string formula)
        {
            var compilation = Project.Define($"static double Forward({signature}) => {formula};").Compile();
            var discovery =
                DefinitionReader.Read(compilation.GetTypeByMetadataName("App.Probe")!, compilation, default);
            Assert.True(discovery.Model is not null, formula);
            var settled = Pipeline.StabiliseDerivatives(
                Pipeline.Differentiate(Pipeline.Stabilise(discovery.Model, default), default), default);
            var set = Pipeline.Lower(Pipeline.Plan(
                Pipeline.StabiliseAgain(Pipeline.DifferentiateAgain(settled, default), default), default), default);
            definition = discovery.Model.Definition;
            parameters = [.. definition.Parameters.Select(parameter => (double)(float)parameter.Default)];
            (both, backward) = (set.Kernels.First(kernel => kernel.Member == Member.ForwardWithDerivative).Body,
                set.Kernels.First(kernel => kernel.Member == Member.BackwardBackward).Body);
            lanes = LaneInterpreter.Of(set.HasDoubleLanes);
        }

        public float[] Outputs(double[] point)
            => [.. lanes.Run(both, [.. point.Select(x => (double[])[x])], parameters, default)
                .Select(output => (float)output[0])];

        public (float Value, float Slope, float Second) At(double x)
        {
            var first = Outputs([x]);
            return (first[0], first[1], (float)lanes.Run(backward, [[x], [1], [1]], parameters, default)[0][0]);
        }

        public Truth Truth(float x) => BigTruth.At(definition.Body, [x], parameters, [], 2);

        /// <summary>Whether a derivative changes its sign nearby, and the error is small beside its scale.</summary>
        public bool IsNearRoot(double x, int order, double error)
        {
            var window = order == 1 ? 1e-3 : 0.25;
            if (!Enumerable.Range(0, 6)
                .Any(k => Derivative(x - window / (1 << k), order) * Derivative(x + window / (1 << k), order) < 0))
                return false;
            return error <= Math.ScaleB(1, -22) * Enumerable.Range(-8, 17).Max(at => Math.Abs(Derivative(at, order)));
        }

        double Derivative(double x, int order)
            => (order == 1 ? Truth((float)x).Slopes : Truth((float)x).Curvatures)?[0].ToDouble() ?? 0;
    }
}
