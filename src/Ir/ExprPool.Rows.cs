// The smart constructors of what is over a row. What is the same in all columns passes through a reduction.
namespace Kernels.Ir;

internal sealed partial class ExprPool
{
    /// <summary>Whether anything in it is over a row.</summary>
    public bool HasRows { get; private set; }

    public Expr Columns => Node(Op.Count);

    /// <summary>Whether it differs between columns.</summary>
    public static bool Varies(Expr e) => (e.Shape & Shape.PerColumn) != 0;

    /// <summary>An element as a product of what varies and of what all columns share.</summary>
    (Expr Varying, Expr Shared) Shared(Expr e)
    {
        if (!Varies(e)) return (Constant(1), e);
        if (e.Op == Op.Mul)
        {
            var (left, right) = (Shared(e[0]), Shared(e[1]));
            var shared = Mul(left.Shared, right.Shared);
            return shared.Is(1) ? (e, shared) : (Mul(left.Varying, right.Varying), shared);
        }
        if (e.Op != Op.Div || Varies(e[1])) return (e, Constant(1));
        var numerator = Shared(e[0]);
        return (numerator.Varying, Div(numerator.Shared, e[1]));
    }

    Expr OverRow(Op op, Expr[] x) => op switch
    {
        Op.Sum when !Varies(x[0]) => Mul(Columns, x[0]),
        // Factors that all columns share are multiplied once.
        Op.Sum when x[0].Op == Op.Neg => Neg(Apply(Op.Sum, x[0][0])),
        Op.Sum when Shared(x[0]) is var (varying, shared) && !shared.Is(1) => Mul(shared, Apply(Op.Sum, varying)),
        // Deviations from the mean.
        Op.Sum when x[0].Op == Op.Sub && x[0][1] is { Op: Op.Div } mean && mean[1].Op == Op.Count
            && mean[0].Op == Op.Sum && mean[0][0] == x[0][0] => Constant(0),
        Op.RowMax or Op.RowMin when !Varies(x[0]) => x[0],
        Op.LogSumExp when !Varies(x[0]) => Add(Apply(Op.Log, Columns), x[0]),
        Op.Softmax when !Varies(x[0]) => Div(Constant(1), Columns),
        _ => Node(op, x),
    };
}
