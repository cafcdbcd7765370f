// The value of a definition over rows in arbitrary precision: the formula as it was written, before the compiler changed anything.
// Only what the result needs is evaluated, so the branch that a choice does not take may be undefined.
using Kernels.Ir;

namespace Kernels.Verification;

internal sealed class RowTruth
{
    /// <summary>Samples are about 1: no formula of them cancels that much.</summary>
    const int Precision = 256;

    readonly RowSample sample;
    readonly int row;
    readonly BigFloat?[][] known;

    RowTruth(RowSample sample, int row)
        => (this.sample, this.row, known) = (sample, row, [.. sample.Body.Instructions.Select(instruction => new BigFloat?[Varies(instruction) ? sample.Columns : 1])]);

    /// <summary>The row of values, or the row's one value; where the formula has no finite value, what the user's own method gives.</summary>
    public static double[] At(RowSample sample, int row)
    {
        var evaluation = new RowTruth(sample, row);
        var values = sample.Info.Value == RowShape.PerRow ? 1 : sample.Columns;
        try
        {
            return [.. Enumerable.Range(0, values).Select(column => evaluation.At(sample.Body.Outputs[0], column).ToDouble())];
        }
        catch (ArithmeticException)
        {
            return RowMethod.Of(sample).Run(row);
        }
    }

    static bool Varies(Instruction instruction) => (instruction.Shape & Shape.PerColumn) != 0;

    BigFloat At(int position, int column)
    {
        var values = known[position];
        return values[column % values.Length] ??= Compute(sample.Body.Instructions[position], column);
    }

    BigFloat Compute(Instruction instruction, int column) => instruction.Op switch
    {
        Op.Constant => BigFloat.From(instruction.Constant, Precision),
        Op.Parameter => BigFloat.From(sample.Parameters[instruction.Index], Precision),
        Op.Input => BigFloat.From(sample.Row(instruction.Index, row) is var values && values.Length == 1 ? values[0] : values[column], Precision),
        Op.Index => BigFloat.From(column, Precision),
        Op.Count => BigFloat.From(sample.Columns, Precision),
        Op.Uniform => BigFloat.From(Philox.Uniform(Philox.Placed(sample.Parameters[sample.Body.Instructions[instruction.A].Index], (long)row * sample.Columns + column)), Precision),
        Op.Select => At(At(instruction.A, column).IsZero ? instruction.C : instruction.B, column),
        Op.ZeroProduct when At(instruction.A, column) is { IsZero: true } zero => zero,
        Op.Sum => All(instruction.A).Aggregate((a, b) => a + b),
        Op.RowMax => All(instruction.A).Max(),
        Op.RowMin => All(instruction.A).Min(),
        Op.LogSumExp => BigFloat.Log(All(instruction.A).Select(BigFloat.Exp).Aggregate((a, b) => a + b)),
        _ => BigDual.Apply(instruction.Op, Operand(instruction.A, column), Operand(instruction.B, column), Operand(instruction.C, column)).Value,
    };

    BigDual Operand(int position, int column) => position < 0 ? default : new(At(position, column), null);

    IEnumerable<BigFloat> All(int position) => Enumerable.Range(0, sample.Columns).Select(column => At(position, column));
}
