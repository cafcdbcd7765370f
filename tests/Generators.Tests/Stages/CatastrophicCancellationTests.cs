// What two inputs make by cancelling: divergences next to their zero, losses with a scale, tails of forecasts, and one
// input that is infinite beside another that is as large as floats are. Right values by mpmath with 400 digits, of what
// the lowered kernels give in the lanes that the compiler has chosen.
extern alias runtime;

using Kernels.Emit;
using Kernels.Optimise;
using Kernels.Analysis;
using runtime::Kernels.Proof;

namespace Kernels.Generators.Tests.Stages;

public class CatastrophicCancellationTests
{
    const double Inf = double.PositiveInfinity;

    const string KullbackLeibler = "x * Log(x / g) - x + g";
    const string ItakuraSaito = "x / g - Log(x / g) - 1";
    const string Poisson = "2 * (x * Log(x / g) - (x - g))";
    const string Gamma = "2 * ((x - g) / g - Log(x / g))";
    const string Bernoulli = "x * Log(x / g) + (1 - x) * Log((1 - x) / (1 - g))";
    const string JensenShannon = "0.5 * x * Log(x / (0.5 * (x + g))) + 0.5 * g * Log(g / (0.5 * (x + g)))";
    const string Linex = "Exp(x - g) - (x - g) - 1";
    const string Bregman = "x * g - Log(1 + x * g)";
    const string Hellinger = "1 - Sqrt(2 * x * g / (x * x + g * g))";
    const string PseudoHuber = "g * g * (Sqrt(1 + x * x / (g * g)) - 1)";
    const string GemanMcClure = "(x / g) * (x / g) * 2 / ((x / g) * (x / g) + 4)";
    const string LogLogistic = "Log(1 + (x / g) * (x / g)) - Log(2 * (x / g) / g)";
    const string StudentT = "2 * Log(1 + (x / g) * (x / g) / 3) + Log(g)";
    const string LogImprovement
        = "Log(Exp(-0.5 * (x / g) * (x / g)) / Sqrt(2 * 3.141592653589793)"
        + " + x / g * NormalCdf(x / g))";
    const string NormalScore
        = "g * (x / g * (2 * NormalCdf(x / g) - 1)"
        + " + 2 * Exp(-0.5 * (x / g) * (x / g)) / Sqrt(2 * 3.141592653589793) - 0.5641895835477563)";
    const string LogSquares = "Square(Log(1 + x) - Log(1 + g))";
    const string LogMean = "Log(0.5 * (Exp(x) + Exp(g)))";
    const string Relative = "x * Log(x / g)";

    public static IEnumerable<ITheoryDataRow> ValuesInPart
        => Extent.Of<ITheoryDataRow>(Values, nameof(CatastrophicCancellationTests), 3);

    public static TheoryData<string, double, double, double[]> Values => new()
    {
        // formula, x, g, value, slopes by x and by g, second derivatives by x and by g; NaN where another is infinite
        // beside it
        { KullbackLeibler, 0.300000012, 0.300000042,
            [1.480297209e-15, -9.934106574e-08, 9.934106081e-08, 3.333333201, 3.333332539] },
        { KullbackLeibler, 1.00000002e+20, 1.00000011e+20,
            [386856.2318, -8.796092459e-08, 8.796092072e-08, 9.9999998e-21, 9.99999804e-21] },
        { KullbackLeibler, 7.5, 7.5999999, [0.00066079812, -0.0132452142, 0.01315788235, 0.1333333333, 0.1298476487] },
        { KullbackLeibler, 1e-30, 1.00100002e-30,
            [4.996834526e-37, -0.0009995168675, 0.0009990175169, 9.999999968e+29, 9.980029598e+29] },
        { KullbackLeibler, 2, 9, [3.991845206, -1.504077397, 0.7777777778, 0.5, 0.02469135802] },
        { ItakuraSaito, 300, 300.000031,
            [5.174013602e-15, -3.390841669e-10, 3.390841324e-10, 1.111111111e-05, 1.111110659e-05] },
        { ItakuraSaito, 1e-30, 1.0000001e-30,
            [4.421717718e-15, -9.403953863e+22, 9.403952978e+22, double.NaN, double.NaN] },
        { ItakuraSaito, 4, 0.5, [4.920558458, 1.75, -14, 0.0625, 60] },
        { Poisson, 7.5, 7.50000095, [1.2126595e-13, -2.543131349e-07, 2.543131187e-07, 0.2666666667, 0.2666665988] },
        { Poisson, 1, 3, [1.802775423, -2.197224577, 1.333333333, 2, 0.2222222222] },
        { Gamma, 7.5, 7.50000095, [1.616879196e-14, -3.390841583e-08, 3.390841152e-08, 0.03555555556, 0.03555553747] },
        { Gamma, 89, 3, [50.55328517, 0.6441947566, -19.11111111, 0.000252493372, 12.96296296] },
        { Bernoulli, 0.300000012, 0.300000042,
            [2.114710395e-15, -1.419158136e-07, 1.419158096e-07, 4.761904654, 4.761904113] },
        { Bernoulli, 0.899999976, 0.901000023,
            [5.58925243e-06, -0.01116135164, 0.01121141421, 11.11110876, 11.31169366] },
        { Bernoulli, 0.200000003, 0.699999988, [0.5341107737, -2.233592146, 2.380952256, 6.24999993, 9.297051435] },
        { JensenShannon, 0.300000012, 0.300000042,
            [3.700743085e-16, -2.483526705e-08, 2.483526582e-08, 0.8333333416, 0.833333176] },
        { JensenShannon, 1.00000002e+20, 1.00000011e+20,
            [96714.05938, -2.199023163e-08, 2.199023066e-08, 2.50000006e-21, 2.49999962e-21] },
        { JensenShannon, 1, 3, [0.2616240719, -0.3465735903, 0.2027325541, 0.375, 0.04166666667] },
        { Linex, 0.00100000005, 0.00100000994,
            [4.895850419e-17, -9.895302306e-09, 9.895302306e-09, 0.9999999901, 0.9999999901] },
        { Linex, -8.00000011e-10, 1.40129846e-45,
            [3.200000085e-19, -8.000000104e-10, 8.000000104e-10, 0.9999999992, 0.9999999992] },
        { Linex, 2, -1, [16.08553692, 19.08553692, -19.08553692, 20.08553692, 20.08553692] },
        { Bregman, 8.00000011e-10, 8.00000011e-10,
            [2.048000109e-37, 5.120000205e-28, 5.120000205e-28, 6.400000171e-19, 6.400000171e-19] },
        { Bregman, 9.99999968e-21, 1, [4.999999683e-41, 9.999999683e-21, 9.999999365e-41, 1, 9.999999365e-41] },
        { Bregman, 3, 2, [4.054089851, 1.714285714, 2.571428571, 0.08163265306, 0.1836734694] },
        { Hellinger, 300, 300.000031,
            [2.587006889e-15, -1.695420921e-10, 1.695420748e-10, 5.555556121e-06, 5.55555386e-06] },
        { Hellinger, 2, 3, [0.03923107717, -0.0923816272, 0.06158775146, 0.1396383826, 0.02100300242] },
        { PseudoHuber, 0.400000006, 100000000, [0.08000000238, 0.400000006, 6.400000381e-27, 1, -1.920000114e-34] },
        { PseudoHuber, 1e-30, 3, [0, 1.000000003e-30, 0, 1, 0] },
        { PseudoHuber, 5, 0.5, [2.262468905, 0.4975185951, 4.07468967, 0.0009851853368, -1.702474028] },
        { GemanMcClure, 9.99999983e+12, 89, [2, 1.267360065e-34, -1.424000049e-23, 0, -1.600000055e-25] },
        { GemanMcClure, 1e-30, 1.40129846e-45, [2, 31.41819788, -2.242077529e+16, double.NaN, double.NaN] },
        { GemanMcClure, 1, 2, [0.1176470588, 0.2214532872, -0.1107266436, 0.1693466314, 0.1530633014] },
        { LogLogistic, 200, 8.00000011e-10, [4.605170186, 0.005, 4.000000053e-14, -2.5e-05, 5e-05] },
        { LogLogistic, 3, 9.99999968e-21, [0.4054651081, 0.3333333333, 2.222222152e-21, -0.1111111111, 0.2222222222] },
        { LogLogistic, 1, 3, [1.609437912, -0.8, 0.6, 1.16, -0.16] },
        { StudentT, 2, 1e-15, [104.1916933, 2, -2.999999989e+15, -1, 2.999999978e+30] },
        { StudentT, 9.00000016e+12, 89,
            [103.6498492, 4.444444366e-13, -0.03370786517, -4.93827143e-26, 0.0003787400581] },
        { StudentT, 1, 0.5, [1.00144854, 2.285714286, -2.571428571, -0.3265306122, 12.97959184] },
        { LogImprovement, -200, 0.5, [-80012.90189, 800.0099998, 320003.9999, -3.999950003, -1920008] },
        { LogImprovement, -10000, 1, [-50000019.34, 10000.0002, 100000002, -0.99999998, -300000002] },
        { LogImprovement, -3, 1, [-7.86968606, 3.532337518, 10.59701255, -0.8803957855, -29.11758718] },
        { LogImprovement, 2, 0.5, [1.386296147, 0.4999832713, -1.999933085, -0.2498494415, 4.002141275] },
        { NormalScore, -1.00000002e+30, 3, [1.000000015e+30, -1, -0.5641895835, 0, 0] },
        { NormalScore, 20, 1e-15, [20, 1, -0.5641895835, 0, 0] },
        { NormalScore, 1, 2, [0.6628070625, 0.3829249225, 0.13994107, 0.3520653268, 0.08801633169] },
        { LogSquares, Inf, 9, [Inf, 0, -Inf, double.NaN, double.NaN] },
        { LogSquares, 300, 300.000031,
            [1.027938411e-14, -6.736697515e-10, 6.736696832e-10, 2.207481377e-05, 2.207480482e-05] },
        { LogSquares, 2, 7, [0.9620260236, -0.6538861687, 0.2452073133, 0.4401842784, 0.0005990858434] },
        { LogMean, 10000, -1.5, [9999.306853, 1, 0, 0, 0] },
        { LogMean, -100000000, 60, [59.30685282, 0, 1, 0, 0] },
        { LogMean, 1, 2, [1.620114507, 0.2689414214, 0.7310585786, 0.1966119332, 0.1966119332] },
        { Relative, Inf, 3.40282347e+38, [Inf, Inf, -Inf, double.NaN, double.NaN] },
        { Relative, Inf, 1.00000002e+30, [Inf, Inf, -Inf, double.NaN, double.NaN] },
    };

    [Theory, MemberData(nameof(ValuesInPart))]
    public void A_formula_of_two_inputs_that_cancel_keeps_its_digits(
        string expression, double x, double g, double[] expected)
    {
        var set = Compiled(expression);
        (x, g) = ((float)x, (float)g);
        Same(expected[..3], Run(set, Member.ForwardWithDerivative, x, g));
        if (double.IsNaN(expected[3])) return;
        Same(expected[3..4], Run(set, Member.BackwardBackward, x, g, 1, 1, 0)[..1]);
        Same(expected[4..5], Run(set, Member.BackwardBackward, x, g, 1, 0, 1)[1..2]);
    }

    /// <summary>As floats, to some units; below them 0 is as good.</summary>
    static void Same(double[] expected, double[] seen)
    {
        foreach (var (right, got) in expected.Zip(seen))
            Assert.True((float)right == (float)got || Math.Abs(right - got) <= 2e-6 * Math.Abs(right) + 2e-45,
                FormattableString.Invariant($"{got:R}, not {right:R}"));
    }

    static DefinitionPlan Compiled(string expression)
    {
        var (body, names) = (Shorthand.Read(expression, "double x, double g"), new EquatableArray<string>(["x", "g"]));
        var definition = new Definition("P", names, default, true, true, High: false, 5, 8, body);
        var model = new ActivationModel("", default, "P", "global::P", "P", names, default, definition);
        var settled = Pipeline.StabiliseDerivatives(Pipeline.Differentiate(Pipeline.Stabilise(model, default),
            default), default);
        return Pipeline.Lower(Pipeline.Plan(Pipeline.StabiliseAgain(Pipeline.DifferentiateAgain(settled, default),
            default), default), default);
    }

    static double[] Run(DefinitionPlan set, Member member, params double[] inputs)
    {
        var body = set.Kernels.First(kernel => kernel.Member == member).Body;
        var results = LaneInterpreter.Of(set.HasDoubleLanes).Run(body, [.. inputs.Select(input => (double[])[input])],
            [], default);
        return [.. results.Select(values => (double)(float)values[0])];
    }
}
