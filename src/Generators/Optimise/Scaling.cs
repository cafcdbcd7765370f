// A function of one input and one hyperparameter of the form kᵐ·h(k·x) or kᵐ·h(x/k): one series of h near 0 serves
// every k. The form is found by evaluation. Examples are (eᵏˣ - 1)/(kx), its slope, and (1 - e^(-kx))/k with m = -1.
namespace Kernels.Optimise;

/// <param name="Unscaled">h: the formula where the hyperparameter is 1.</param>
/// <param name="Power">m.</param>
/// <param name="Divides">Whether it is h(x/k), a temperature.</param>
internal sealed record Scaling(Expr Unscaled, Expr Input, Expr Parameter, int Power, bool Divides)
{
    static readonly double[] Parameters = [0.37, 2.3, 7.1], Inputs = [-0.9, -0.31, 0.23, 0.71];

    const double Tolerance = 1e-9;

    /// <summary>Null if it is no such function or has another leaf.</summary>
    public static Scaling? Of(Expr e, Expr[] leaves, ExprPool pool)
    {
        var (input, parameter) = (leaves.FirstOrDefault(leaf => leaf.Op == Op.Input),
            leaves.FirstOrDefault(leaf => leaf.Op == Op.Parameter));
        if (leaves.Length != 2 || input is null || parameter is null) return null;
        var (body, inputs, parameters) = (Body.From(e), new double[input.Index + 1], new double[parameter.Index + 1]);
        foreach (var divides in (bool[])[false, true])
            foreach (var power in (int[])[0, 1, -1, 2, -2])
                if (Parameters.All(
                    k => Inputs.All(t => Same(At(divides ? t * k : t / k, k), Math.Pow(k, power) * At(t, 1)))))
                    return new(WithOne(e, parameter, pool), input, parameter, power, divides);
        return null;

        double At(double x, double k)
        {
            (inputs[inputs.Length - 1], parameters[parameters.Length - 1]) = (x, k);
            return Interpreter.Run(body, inputs, parameters)[0];
        }
    }

    /// <summary>The argument of h.</summary>
    public Expr Variable(ExprPool pool) => Divides ? Input / Parameter : Parameter * Input;

    /// <summary>kᵐ·e.</summary>
    public Expr Scaled(Expr e, ExprPool pool)
    {
        for (var i = 0; i < Power; i++) e = Parameter * e;
        for (var i = 0; i > Power; i--) e = e / Parameter;
        return e;
    }

    static bool Same(double a, double b) => Math.Abs(a - b) <= Tolerance * Math.Abs(b);

    static Expr WithOne(Expr e, Expr parameter, ExprPool pool)
    {
        var done = new Dictionary<Expr, Expr> { [parameter] = pool.Constant(1) };
        return Visit(e);

        Expr Visit(Expr node)
        {
            if (done.TryGetValue(node, out var known)) return known;
            return done[node] = node.Op.IsLeaf() ? node : pool.Copy(node, node.Arguments.Select(Visit).ToArray());
        }
    }
}
