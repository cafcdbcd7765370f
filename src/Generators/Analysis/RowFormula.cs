// A formula over one row in double precision: in its stable form nearly the truth.
namespace Kernels.Analysis;

/// <param name="isZeroStrong">Whether 0 times anything is 0.</param>
internal sealed class RowFormula(
    Body body, double[][] inputs, double[] parameters, int columns, bool isZeroStrong = false)
{
    readonly double[]?[] known = new double[body.Instructions.Count][];

    /// <summary>Of each output the values of the columns, or the one of the row.</summary>
    public double[][] Run() => [.. body.Outputs.Select(At)];

    /// <summary>Whether anything was NaN on the way to the outputs.</summary>
    public bool HasNaN => known.Any(values => values?.Any(double.IsNaN) == true);

    double[] At(int position) => known[position] ??= Compute(body.Instructions[position]);

    double[] Compute(Instruction instruction) => instruction.Op switch
    {
        Op.Constant => [instruction.Constant],
        Op.Input => inputs[instruction.Index],
        Op.Parameter => [parameters[instruction.Index]],
        Op.Count => [columns],
        Op.Index => [.. Enumerable.Range(0, columns).Select(column => (double)column)],
        Op.Sum => [Wide(instruction.A).Sum()],
        Op.RowMax => [Wide(instruction.A).Aggregate(Math.Max)],
        Op.RowMin => [Wide(instruction.A).Aggregate(Math.Min)],
        Op.LogSumExp => [LogSumExp(Wide(instruction.A))],
        Op.Softmax => Wide(instruction.A) is var x && LogSumExp(x) is var all
            ? [.. x.Select(value => ScalarFunctions.Exp(value - all))]
            : [],
        _ => Applied(instruction),
    };

    double[] Applied(Instruction instruction)
    {
        var (a, b, c) = (Operand(instruction.A), Operand(instruction.B), Operand(instruction.C));
        var result = new double[Math.Max(a.Length, Math.Max(b.Length, c.Length))];
        for (var k = 0; k < result.Length; k++)
            result[k] = One(instruction.Op, a[k % a.Length], b[k % b.Length], c[k % c.Length]);
        return result;

        double One(Op op, double x, double y, double z)
            => isZeroStrong && op == Op.Mul && (x == 0 || y == 0) ? 0 : Interpreter.Apply(op, x, y, z);
    }

    double[] Operand(int position) => position < 0 ? [0] : At(position);

    double[] Wide(int position)
        => At(position) is var values && values.Length == columns ? values : [.. Enumerable.Repeat(values[0], columns)];

    static double LogSumExp(double[] x)
        => x.Aggregate(Math.Max) is var max && double.IsInfinity(max)
            ? max
            : max + Math.Log(x.Sum(value => Math.Exp(value - max)));
}
