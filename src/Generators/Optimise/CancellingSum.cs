// A sum of one variable as a function: where it changes its sign, and how large its terms are there. Found by
// evaluation in double precision, so it works for any formula.
namespace Kernels.Optimise;

internal sealed class CancellingSum
{
    const double Reach = 32, Step = 1.0 / 8;

    /// <summary>
    /// A sum below this part of its terms is rounding noise: a sum that tends to 0 would cross it often.
    /// </summary>
    const double Noise = 1e-9;

    readonly Body body;
    readonly double[] inputs;

    CancellingSum(Expr node, Expr variable, Expr[] terms)
        => (Node, Variable, body, inputs) =
            (node, variable, Body.From([node, .. terms]), new double[variable.Index + 1]);

    public Expr Node { get; }
    public Expr Variable { get; }

    /// <summary>The node as a sum of one input; null if it is none.</summary>
    public static CancellingSum? Of(ExprPool pool, Expr e)
    {
        Expr[]? terms = e.Op switch
        {
            Op.Add or Op.Sub => e.Arguments,
            Op.SigmoidPlus => [pool.Apply(Op.Sigmoid, e[0])],
            Op.NormalCdfPlus => [pool.Apply(Op.NormalCdf, e[0])],
            Op.TanhSoftplusPlus => [pool.Apply(Op.TanhSoftplus, e[0])],
            _ => null,
        };
        if (terms is null) return null;
        var leaves = Body.Reached(e).Where(leaf => leaf.Op is Op.Input or Op.Parameter or Op.Output).ToArray();
        return leaves.Length == 1 && leaves[0].Op == Op.Input ? new(e, leaves[0], terms) : null;
    }

    public double At(double x) => Evaluate(x)[0];

    /// <summary>The magnitude of the largest term, which cancels at a root.</summary>
    public double Size(double x) => Evaluate(x).Skip(1).Max(Math.Abs);

    /// <summary>
    /// Whether rounding loses digits there. The terms of x - 1 are exact, and so is their difference.
    /// </summary>
    public bool Rounds(double x)
        => body.Outputs.Count == 2 || Evaluate((float)x).Skip(1).Any(term => term != (float)term);

    /// <summary>Where the sum changes its sign.</summary>
    public IReadOnlyList<double> Roots()
    {
        var roots = new List<double>();
        // Start at an odd place, so that no point is likely to be a root or a kink.
        var (before, value) = (-Reach - 0.0123, 0.0);
        for (var x = before; x < Reach; x += Step)
        {
            var next = At(x);
            if (value * next < 0 && Stands(before) && Stands(x)) roots.Add(Bisect(before, x));
            (before, value) = (x, next);
        }
        return roots;
    }

    bool Stands(double x) => Math.Abs(At(x)) > Noise * Size(x);

    double Bisect(double low, double high)
    {
        var positive = At(high) > 0;
        for (var middle = 0.5 * (low + high); low < middle && middle < high; middle = 0.5 * (low + high))
            if (At(middle) > 0 == positive) high = middle;
            else low = middle;
        return Math.Abs(At(low)) < Math.Abs(At(high)) ? low : high;
    }

    double[] Evaluate(double x)
    {
        inputs[inputs.Length - 1] = x;
        return Interpreter.Run(body, inputs, []);
    }
}
