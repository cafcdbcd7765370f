// One row of a definition at one precision, with its gradient: the formula as it was written, before the compiler
// changed anything, differentiated backwards by the rules of BigDual. Only what the results need is evaluated, so the
// branch that a choice does not take may be undefined; and what no gradient arrives at has none.
namespace Kernels.Ir;

/// <summary>Where a row is evaluated. Numbers are exact.</summary>
/// <param name="Inputs">Of each input the values of the columns, or the one of the row.</param>
/// <param name="Upstream">What the gradient is of: the sum of the row's values times these.</param>
/// <param name="Moves">Which inputs are numbers; the others, classes and lengths, are places,
/// at which nothing is differentiated.</param>
internal sealed record RowPoint(
    BigFloat[][] Inputs, BigFloat[] Parameters, BigFloat[] Upstream, bool[] Moves, int Columns)
{
    /// <summary>How many elements of the call come before the row: random numbers depend on it.</summary>
    public long Position { get; init; }

    /// <summary>What stands for an infinite constant of the formula.</summary>
    public BigFloat? Infinity { get; init; }

    /// <summary>What the result of an operation that rounds is multiplied by; nothing unless given.</summary>
    public Func<BigFloat>? Rounding { get; init; }

    /// <summary>What a constant of the formula is multiplied by; exactly 1 unless given.</summary>
    public Func<int, BigFloat>? Factor { get; init; }
}

/// <param name="Values">One for each column, or the one of the row.</param>
/// <param name="Gradients">Of each input and then each trainable parameter;
/// null where they were not asked for or do not exist.</param>
/// <param name="Terms">The sizes of all the terms that each gradient is a sum of:
/// what has cancelled in it is a part of them.</param>
internal sealed record RowNumbers(BigFloat[] Values, BigFloat[][]? Gradients, BigFloat[][]? Terms);

internal sealed class BigRow
{
    /// <summary>
    /// What a value depends on: a tie with a constant or a parameter is that one's, by the convention of extremes.
    /// </summary>
    enum Dependence : byte { None, Parameters, Inputs }

    /// <summary>Sizes are no results.</summary>
    const int SizePrecision = 32;

    readonly Body body;
    readonly RowPoint point;
    readonly int precision;
    readonly BigFloat?[][] known;
    readonly Dependence[] dependence;

    BigRow(Body body, RowPoint point, int[] trainables, int precision)
    {
        (this.body, this.point, this.precision) = (body, point, precision);
        known = Room();
        dependence = new Dependence[known.Length];
        for (var i = 0; i < dependence.Length; i++)
        {
            var instruction = body.Instructions[i];
            dependence[i] = instruction.Op switch
            {
                Op.Input => point.Moves[instruction.Index] ? Dependence.Inputs : Dependence.None,
                Op.Parameter => trainables.Contains(instruction.Index) ? Dependence.Parameters : Dependence.None,
                _ => (Dependence)Enumerable.Range(0, 3)
                    .Max(operand => instruction[operand] < 0 ? 0 : (int)dependence[instruction[operand]]),
            };
        }
    }

    /// <summary>
    /// Whether two sides of a choice were equal: there pieces of a function meet.
    /// Columns that share an extreme share its gradient, and are no such sides.
    /// </summary>
    bool isTied;

    /// <exception cref="ArithmeticException">The formula has no finite value there,
    /// or no finite gradient where that is asked for.</exception>
    public static RowNumbers Run(
        Body body, RowPoint point, int[] trainables, int precision, bool withGradients, out bool isTied)
    {
        var row = new BigRow(body, point, trainables, precision);
        var output = body.Outputs[0];
        BigFloat[] values = [.. Enumerable.Range(0, point.Upstream.Length).Select(column => row.At(output, column))];
        var (gradients, terms) = withGradients ? row.Gradients(trainables) : default;
        isTied = row.isTied;
        return new(values, gradients, terms);
    }

    BigFloat?[][] Room()
        => [.. body.Instructions.Select(
            instruction => new BigFloat?[(instruction.Shape & Shape.PerColumn) != 0 ? point.Columns : 1])];

    BigFloat At(int position, int column)
    {
        var values = known[position];
        return values[column % values.Length] ??= Compute(position, body.Instructions[position], column);
    }

    BigFloat Rounded(BigFloat value) => point.Rounding is { } rounding ? value * rounding() : value;

    BigFloat Compute(int position, Instruction instruction, int column)
    {
        switch (instruction.Op)
        {
            case Op.Constant when double.IsInfinity(instruction.Constant) && point.Infinity is { } infinity:
                return Math.Sign(instruction.Constant) * infinity;
            case Op.Constant:
                return (BigFloat.From(instruction.Constant, precision)
                    * (point.Factor?.Invoke(position) ?? 1)).At(precision);
            case Op.Parameter: return point.Parameters[instruction.Index].At(precision);
            case Op.Input: return Input(instruction.Index, column).At(precision);
            case Op.Index: return BigFloat.From(column, precision);
            case Op.Count: return BigFloat.From(point.Columns, precision);
            case Op.Uniform:
                return BigFloat.From(
                    Philox.Uniform(Philox.Placed(point.Parameters[body.Instructions[instruction.A].Index].ToDouble(),
                        point.Position + column)), precision);
            case Op.Select: return At(At(instruction.A, column).IsZero ? instruction.C : instruction.B, column);
            case Op.ZeroProduct when At(instruction.A, column).IsZero: return 0;
            case Op.Sum: return Rounded(All(instruction.A).Aggregate((a, b) => a + b));
            case Op.RowMax: return All(instruction.A).Max();
            case Op.RowMin: return All(instruction.A).Min();
            case Op.LogSumExp:
                return BigFloat.Log(Rounded(All(instruction.A).Select(BigFloat.Exp).Aggregate((a, b) => a + b)));
            default:
                var (a, b, c) =
                    (Value(instruction.A, column), Value(instruction.B, column), Value(instruction.C, column));
                isTied |= Depends(instruction.A) | Depends(instruction.B) && instruction.Op switch
                {
                    Op.Max or Op.Min or Op.Lt or Op.Le or Op.Gt or Op.Ge or Op.Eq => a.Value.CompareTo(b.Value) == 0,
                    Op.Clamp => a.Value.CompareTo(b.Value) == 0 || a.Value.CompareTo(c.Value) == 0,
                    Op.Abs => a.Value.IsZero,
                    _ => false,
                };
                var value = BigDual.Apply(instruction.Op, a, b, c).Value;
                return IsExact(instruction.Op) ? value : Rounded(value);
        }
    }

    static bool IsExact(Op op)
        => op is Op.Neg or Op.Abs or Op.Floor or Op.Min or Op.Max or Op.Clamp or Op.Detach
            || op.Row().Kind == Kind.Mask;

    BigFloat Input(int index, int column)
        => point.Inputs[index] is var values && values.Length == 1 ? values[0] : values[column];

    IEnumerable<BigFloat> All(int position)
        => Enumerable.Range(0, point.Columns).Select(column => At(position, column));

    BigDual Value(int position, int column) => position < 0 ? default : new(At(position, column), null);

    bool Depends(int position) => position >= 0 && dependence[position] != Dependence.None;

    (BigFloat[][] Gradients, BigFloat[][] Terms) Gradients(int[] trainables)
    {
        var (arriving, sizes) = (Room(), Room());
        for (var column = 0; column < point.Upstream.Length; column++)
            Arrive(body.Outputs[0], column, point.Upstream[column].At(precision), BigFloat.Abs(point.Upstream[column]));
        for (var position = arriving.Length - 1; position >= 0; position--)
            for (var column = 0; column < arriving[position].Length; column++)
                if (arriving[position][column] is { } gradient && sizes[position][column] is { IsZero: false } size
                    && Depends(position)) Through(position, column, gradient, size);
        return (Leaves(arriving), Leaves(sizes));

        // What has cancelled to 0 passes on how large it was; a slope that does not exist it may meet.
        void Through(int position, int column, BigFloat gradient, BigFloat size)
        {
            try
            {
                Pass(position, column, gradient, size);
            }
            catch (ArithmeticException) when (gradient.IsZero)
            {
            }
        }

        BigFloat[][] Leaves(BigFloat?[][] there)
            => [.. point.Inputs.Select((input, i) => Leaf(there, Op.Input, i, input.Length)),
                .. trainables.Select(index => Leaf(there, Op.Parameter, index, 1))];

        BigFloat[] Leaf(BigFloat?[][] there, Op leaf, int index, int length)
        {
            var sum = new BigFloat[length];
            for (var position = 0; position < there.Length; position++)
                if (body.Instructions[position].Op == leaf && body.Instructions[position].Index == index)
                    for (var column = 0; column < there[position].Length; column++)
                        sum[column] += there[position][column] ?? 0;
            return sum;
        }

        void Arrive(int position, int column, BigFloat part, BigFloat size)
        {
            var k = column % arriving[position].Length;
            arriving[position][k] = arriving[position][k] is { } sum ? sum + part : part;
            sizes[position][k] = (sizes[position][k] is { } total ? total + size : size).At(SizePrecision);
        }

        void Pass(int position, int column, BigFloat gradient, BigFloat size)
        {
            var instruction = body.Instructions[position];
            var operand = instruction.A;
            switch (instruction.Op)
            {
                case Op.Input or Op.Parameter or Op.Detach or Op.Floor:
                    break;
                case Op.Select:
                    Arrive(At(operand, column).IsZero ? instruction.C : instruction.B, column, gradient, size);
                    break;
                // 0·log y is 0 whatever y is.
                case Op.ZeroProduct when At(operand, column).IsZero && !Depends(operand):
                    break;
                case Op.Sum:
                    for (var i = 0; i < point.Columns; i++) Arrive(operand, i, gradient, size);
                    break;
                case Op.LogSumExp:
                    for (var i = 0; i < point.Columns; i++)
                        Times(operand, i, BigFloat.Exp(At(operand, i) - At(position, column)));
                    break;
                case Op.RowMax or Op.RowMin:
                    int[] winners = [.. Enumerable.Range(0, point.Columns)
                        .Where(i => At(operand, i).CompareTo(At(position, column)) == 0)];
                    foreach (var i in winners) Arrive(operand, i, gradient / winners.Length, size / winners.Length);
                    break;
                default:
                    AlongOperands(position, instruction);
                    break;
            }

            void Times(int operand, int column, BigFloat slope)
                => Arrive(operand, column, gradient * slope, size * BigFloat.Abs(slope).At(SizePrecision));

            void AlongOperands(int position, Instruction instruction)
            {
                if (instruction.B < 0
                    && BigDual.Slope(instruction.Op, At(instruction.A, column), At(position, column)) is { } only)
                {
                    Times(instruction.A, column, only);
                    return;
                }
                var slopes = BigDual.Apply(instruction.Op, Operand(instruction, 0, column),
                    Operand(instruction, 1, column), Operand(instruction, 2, column)).Slopes;
                for (var operand = 0; operand < 3; operand++)
                    if (slopes is not null && instruction[operand] >= 0 && !slopes[operand].IsZero)
                        Times(instruction[operand], column, slopes[operand]);
            }
        }
    }

    /// <summary>An operand as a variable of its own.</summary>
    BigDual Operand(Instruction instruction, int operand, int column)
    {
        var position = instruction[operand];
        if (position < 0) return default;
        BigFloat[] unit = [operand == 0 ? 1 : 0, operand == 1 ? 1 : 0, operand == 2 ? 1 : 0];
        return new(At(position, column), Depends(position) ? unit : null, null,
            dependence[position] == Dependence.Parameters);
    }
}
