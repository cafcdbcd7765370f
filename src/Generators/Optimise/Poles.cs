// Poles at 0. The slope of 1/x², -2x/x⁴, is 0·∞ at 0, where it should be -∞ from the right and ∞ from the left; the
// side is the sign of the zero.
namespace Kernels.Optimise;

internal static class Poles
{
    /// <param name="formula">What the kernel computes.</param>
    /// <param name="truth">The same before limits were mended.</param>
    public static Body Run(Body formula, Body truth, int inputs, double[] parameters, CancellationToken cancellation)
    {
        if (!truth.Instructions.Any(instruction => instruction.Op is Op.Div or Op.Pow)) return formula;
        var pool = new ExprPool();
        var (result, exact) = (formula.Load(pool)[0], truth.Load(pool)[0]);
        for (var input = 0; input < inputs; input++)
        {
            var x = pool.Input(input);
            if (!Body.Reached(exact).Contains(x)) continue;
            Sample[] samples = [.. Sample.All(inputs, parameters).Select(sample => sample.With(x, 0))];
            var right = new Sides(pool, x, pool.Constant(0), 1, samples, cancellation);
            Sample[] none = [.. samples.Where(
                sample => double.IsNaN(Interpreter.Run(formula, sample.Inputs, sample.Parameters)[0]))];
            // Not where a hyperparameter is 0: then the input is not the cause.
            if (none.All(sample => sample.Parameters.Contains(0)) || LimitCases.Of(right, exact) is not { } above
                || LimitCases.Of(right with { Side = -1 }, exact) is not { } below)
                continue;
            Sample[] poles = [.. none.Where(sample => above.At(sample) is { } a && below.At(sample) is { } b
                && double.IsInfinity(a) && double.IsInfinity(b))];
            if (poles.Length == 0) continue;
            var isEven = poles.All(sample => above.At(sample) == below.At(sample));
            if (!isEven && (poles.Length < samples.Length || poles.Any(sample => above.At(sample) == below.At(sample))))
                continue;
            var choice = above.Choice(poles, result);
            var limit = isEven ? choice : choice / x;
            if (Body.Reached(choice, result).Count - Body.Reached(result).Count > InfiniteInputs.MostNodes) continue;
            result = pool.Select(
                InfiniteInputs.Among(pool, pool.Node(Op.Eq, x, pool.Constant(0)), x, inputs, exact), limit, result);
        }
        return Body.From(result);
    }
}
