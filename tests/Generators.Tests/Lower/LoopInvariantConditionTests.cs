// What depends on hyperparameters alone is computed before the loop; of conditions only a few are kept over it, and the
// others are asked again, with the same results.
using Kernels.Emit.Cpu;

namespace Kernels.Generators.Tests.Lower;

public class LoopInvariantConditionTests
{
    [Theory, InlineData(2), InlineData(9)]
    public void At_most_three_conditions_are_hoisted_out_of_the_loop(int conditions)
    {
        var pool = new ExprPool();
        var (x, sum) = (pool.Input(0), pool.Input(0));
        for (var k = 0; k < conditions; k++)
        {
            var limit = pool.Node(Op.Mul, pool.Parameter(0), pool.Constant(k));
            sum = pool.Node(Op.Select, pool.Node(Op.Gt, limit, pool.Constant(3)), pool.Node(Op.Add, sum, x), sum);
        }

        var body = Body.From(sum);
        var parts = Invariants.Of(body, 1);
        Assert.InRange(parts.Row.Outputs.Count(output => parts.Row.Instructions[output].Op == Op.Gt), 1, 3);
        foreach (var parameter in (double[])[-1, 0.7, 2])
        {
            var held = Interpreter.Run(parts.Row, [], [parameter]);
            Assert.Equal(Interpreter.Run(body, [1.5], [parameter]),
                Interpreter.Run(parts.Loop, [1.5], [parameter, .. held]));
        }
    }
}
