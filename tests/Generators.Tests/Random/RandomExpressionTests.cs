// A thousand random expressions through the middle of the compiler: what they compute stays the same.
using Kernels.Differentiate;
using Kernels.Lower;
using Kernels.Optimise;
using Kernels.Stabilise;
using Kernels.Generators.Tests.Stages;

namespace Kernels.Generators.Tests.Random;

public class RandomExpressionTests
{
    const int FirstSeed = 20260101, Seeds = 1_000;

    [Fact]
    public void The_pipeline_preserves_values_and_finds_derivatives()
    {
        var (compared, shrunk) = (0, 0);
        for (var seed = FirstSeed; seed < FirstSeed + Seeds; seed++)
        {
            var written = Expressions.From(seed);
            var stable = Stabiliser.Run(written, default);
            var settled = Stabiliser.Run(Differentiator.Run(stable, 2, [], default), default);
            if (!settled.Equals(Differentiator.Run(written, 2, [], default))) shrunk++;
            foreach (var point in Expressions.Points(seed))
            {
                var values = Interpreter.Run(settled, point, []);
                compared += Compare(seed, "value", point, written, Interpreter.Run(written, point, [])[0], values[0],
                    Expressions.Tolerance(written, point, 0));
                if (!double.IsFinite(Interpreter.Run(written, point, [])[0])) continue;
                var naive = Differentiator.Run(written, 2, [], default);
                for (var input = 0; input < 2; input++)
                    compared += Compare(seed, $"derivative {input}", point, written,
                        Dual.Run(written, point, input), values[1 + input],
                        Expressions.Tolerance(naive, point, 1 + input)
                            + Expressions.Tolerance(settled, point, 1 + input));
            }
        }
        // Most points are comparable, and the compiler had something to do in most expressions: the test is not empty.
        Assert.True(compared > 12 * Seeds, $"Only {compared} comparisons.");
        Assert.True(shrunk > Seeds / 10, $"Only {shrunk} expressions changed.");
    }

    /// <summary>1 where the values could be compared.</summary>
    static int Compare(
        int seed, string what, double[] point, Body written, double expected, double actual, double tolerance)
    {
        // Where the expression as written has no number, a stable form may have one.
        if (!double.IsFinite(expected) || !double.IsFinite(tolerance)) return 0;
        Assert.True(Math.Abs(actual - expected) <= tolerance,
            $"Seed {seed}, {what} at ({point[0]:R}, {point[1]:R}): expected {expected:R}, got {actual:R}, tolerance "
                + $"{tolerance:R}\n{Formula.Print(written.Load(new ExprPool())[0], ["x", "g"], [], "y")}\n{written}");
        return 1;
    }

    /// <summary>
    /// The lowered list holds primitive operations only, and every one computes on lanes of its kind.
    /// </summary>
    [Fact]
    public void Every_expression_lowers_to_primitive_operations()
    {
        for (var seed = FirstSeed; seed < FirstSeed + Seeds; seed++)
        {
            var written = Expressions.From(seed);
            var formula = Stabiliser.Run(Differentiator.Run(Stabiliser.Run(written, default), 2, [], default), default);
            foreach (var tier in (Tier[])[Tier.Fast, Tier.High])
                foreach (var instruction in Lowering.Run(formula, 1, tier, default).Instructions)
                    Assert.True(instruction.Op.Row().Level != Level.Formula,
                        $"Seed {seed}: {instruction.Op} is left\n{written}");
        }
    }

    public static TheoryData<string, int> Swelling => new()
    {
        // A factor of the formula's own size that the gradient may reach.
        { "nested squares", 4 }, { "nested tanh", 6 }, { "product of 60 factors", 5 },
        { "sum of 60 products", 4 }, { "nested silu", 9 },
    };

    [Theory, MemberData(nameof(Swelling))]
    public void A_gradient_does_not_grow_out_of_proportion(string what, int factor)
    {
        var pool = new ExprPool();
        var x = pool.Input(0);
        var root = what switch
        {
            "nested squares" => Enumerable.Range(0, 30).Aggregate(x, (e, _) => pool.Mul(e, e)),
            "nested tanh" => Enumerable.Range(0, 20).Aggregate(x, (e, _) => pool.Apply(Op.Tanh, e)),
            "nested silu" => Enumerable.Range(0, 20)
                .Aggregate(x, (e, _) => pool.Div(e, pool.Add(pool.Constant(1), pool.Apply(Op.Exp, pool.Neg(e))))),
            "product of 60 factors" => Enumerable.Range(0, 60)
                .Aggregate(pool.Constant(1), (e, i) => pool.Mul(e, pool.Add(pool.Constant(i + 0.5), x))),
            _ => Enumerable.Range(0, 60)
                .Aggregate(pool.Constant(0), (e, i) => pool.Add(e, pool.Mul(pool.Add(pool.Constant(i + 0.5), x), x))),
        };
        var written = Body.From(root);
        var settled = Stabiliser.Run(Differentiator.Run(Stabiliser.Run(written, default), 1, [], default), default);
        Assert.True(settled.Instructions.Count <= factor * written.Instructions.Count + 10,
            $"{what}: {written.Instructions.Count} operations became {settled.Instructions.Count}.");
        Assert.All(settled.Planned().Where(kernel => kernel.Member != Member.BackwardBackward),
            kernel => Assert.True(kernel.Body.Instructions.Count <= 2 * settled.Instructions.Count + 10));
    }
}
