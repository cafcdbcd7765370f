// An input held at a bound: a native extreme in the place of x. Everywhere means in the arithmetic, as a
// factor or term; a function takes any argument, so x itself as an argument stays. InArguments means in
// the arithmetic inside arguments.
namespace Kernels.Optimise;

/// <param name="At">Negative: x is not let below it. Positive: not above.</param>
internal sealed record InputClamp(int Input, double At)
{
    public Body Everywhere(Body formula) => Replace(formula, outside: true);

    public Body InArguments(Body formula) => Replace(formula, outside: false);

    Body Replace(Body formula, bool outside)
    {
        var pool = new ExprPool();
        var root = formula.Load(pool)[0];
        var x = pool.Input(Input);
        Expr Held(Expr e) => pool.Apply(At < 0 ? Op.Max : Op.Min, pool.Constant(At), e);
        var replaced = new Dictionary<(Expr, bool), Expr>();
        return Body.From(Visit(root, outside));

        Expr Visit(Expr e, bool active)
        {
            if (replaced.TryGetValue((e, active), out var known)) return known;
            return replaced[(e, active)] = pool.Copy(e, e.Arguments.Select((argument, i) =>
                argument == x || IsHeld(argument)
                    ? (active && IsFactor(e.Op, i) ? Held(argument) : argument)
                    : Visit(argument, active || !IsFactor(e.Op, i))).ToArray());
        }

        // Outside what holds the other side, so that formulas with one hold share it with those that have two.
        bool IsHeld(Expr e)
            => e.Op == (At < 0 ? Op.Min : Op.Max) && ((e[0].IsConstant && e[1] == x) || (e[0] == x && e[1].IsConstant));
    }

    // In f(u) + a·f'(u) the second operand is a factor, the first an argument.
    static bool IsFactor(Op op, int operand)
        => op is Op.Mul or Op.Div or Op.Add or Op.Sub or Op.Neg or Op.Abs or Op.Sqrt or Op.Min or Op.Max
            || (operand == 1 && op is (Op.SigmoidPlus or Op.NormalCdfPlus or Op.TanhSoftplusPlus));
}
