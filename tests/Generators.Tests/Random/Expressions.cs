// Random expression DAGs, reproducible from a seed: shared nodes, every differentiable operation, two inputs.
namespace Kernels.Generators.Tests.Random;

internal static class Expressions
{
    static readonly Op[] Unary =
    [
        Op.Neg, Op.Abs, Op.Sqrt, Op.Floor, Op.Detach, Op.Exp, Op.Exp2, Op.ExpM1, Op.Log, Op.Log2, Op.Log1P, Op.Tanh,
        Op.Sin, Op.Cos, Op.Sinh, Op.Cosh, Op.Atan, Op.Erf, Op.Erfc, Op.Sigmoid, Op.LogSigmoid, Op.Softplus,
        Op.NormalCdf, Op.LogisticPdf, Op.NormalPdf, Op.TanhSoftplus, Op.TanhSoftplusSlope,
    ];

    static readonly Op[] Binary = [Op.Add, Op.Sub, Op.Mul, Op.Div, Op.Min, Op.Max, Op.Add, Op.Sub, Op.Mul, Op.Div];
    static readonly Op[] Comparisons = [Op.Lt, Op.Le, Op.Gt, Op.Ge];
    static readonly double[] Constants = [0, 1, -1, 0.5, 2, -2, 3, 0.7071067811865476, 1e-3, 100];

    public static Body From(int seed)
    {
        var random = new System.Random(seed);
        var pool = new ExprPool();
        var nodes = new List<Expr> { pool.Input(0), pool.Input(1), pool.Constant(1) };
        Expr Any() => nodes[random.Next(nodes.Count)];
        Expr Recent() => nodes[Math.Max(0, nodes.Count - 1 - random.Next(4))];
        for (var steps = random.Next(3, 16); steps > 0; steps--)
            nodes.Add(random.Next(10) switch
            {
                0 => pool.Constant(Constants[random.Next(Constants.Length)]),
                1 => pool.Select(
                    pool.Apply(Comparisons[random.Next(Comparisons.Length)], Any(), Any()), Recent(), Any()),
                2 => pool.Apply(Op.Clamp, Recent(), pool.Constant(-1.25), pool.Constant(1.5)),
                < 6 => pool.Apply(Unary[random.Next(Unary.Length)], Recent()),
                _ => pool.Apply(Binary[random.Next(Binary.Length)], Recent(), Any()),
            });
        return Body.From(nodes[^1]);
    }

    /// <summary>Points where functions are neither saturated nor at their kinks.</summary>
    public static IEnumerable<double[]> Points(int seed)
    {
        var random = new System.Random(seed);
        for (var i = 0; i < 8; i++) yield return [6 * random.NextDouble() - 3, 6 * random.NextDouble() - 3];
    }

    /// <summary>
    /// How far rounding may carry a value: what perturbing every intermediate result by 1e-11 does to it, and 1e-9 of
    /// it, and 1e-12. Infinite where the perturbed value is no number.
    /// </summary>
    public static double Tolerance(Body body, double[] point, int output)
    {
        var random = new System.Random(1);
        var value = Interpreter.Run(body, point, [])[output];
        var spread = Enumerable.Range(0, 4).Max(_ => Math.Abs(Interpreter.Run(body, point, [],
            round: v => v * (1 + 1e-11 * (2 * random.NextDouble() - 1)))[output] - value));
        return double.IsNaN(spread) ? double.PositiveInfinity : 1e-9 * Math.Abs(value) + spread + 1e-12;
    }
}
