// Inputs of one definition over rows at one shape, the same in every run; and its kernels called with them.
using Kernels.Ir;

namespace Kernels.Verification;

internal sealed class RowSample
{
    const int Seed = 47;

    /// <summary>What destinations hold before a kernel runs, and must hold where it does not write.</summary>
    public const float Sentinel = -12345.678f;

    /// <param name="kind">What one of the inputs is made of; the others are numbers about 1.</param>
    /// <param name="of">Which input that is.</param>
    public RowSample(RowInfo info, int rows, int columns, RowKind? kind = null, int of = 0)
    {
        (Info, Rows, Columns) = (info, rows, columns);
        Name = $"{rows} x {columns}" + (kind is null ? "" : $", {info.Inputs[of].Name} {kind.Name}");
        var random = new Random(Seed + rows * 131 + columns);
        var draws = new Draws(Seed + rows * 131 + columns);
        Body = Definition.Read(info.Ir).Body;
        Inputs = [.. info.Inputs.Select((input, i) => kind is null || i != of ? Values(random, input.Shape, i)
            : [.. Enumerable.Range(0, rows * columns)
                .Select(k => (float)kind.Value(k / columns, k % columns, draws))])];
        Upstream = [.. GradientPoints.Upstream(Length(info.Value))];
        Parameters = [.. info.Parameters.Select(parameter => parameter.Default)];
        moves = [.. Inputs.Select((_, input) => !IsPosition(input))];
    }

    /// <summary>Which inputs are numbers, and not places among the columns.</summary>
    readonly bool[] moves;

    public RowInfo Info { get; }
    public int Rows { get; }

    /// <summary>Its shape and kind, for reports.</summary>
    public string Name { get; }

    public int Columns { get; }

    /// <summary>The formula as written.</summary>
    public Body Body { get; }

    /// <summary>Without gaps between the rows.</summary>
    public float[][] Inputs { get; }
    public float[] Upstream { get; }
    public float[] Parameters { get; }

    public bool IsRandom => Has(Op.Uniform);

    public bool Has(Op op) => Body.Instructions.Any(instruction => instruction.Op == op);

    public int Length(RowShape shape) => shape switch
    {
        RowShape.Element => Rows * Columns,
        RowShape.PerColumn => Columns,
        RowShape.PerRow => Rows,
        _ => 1,
    };

    /// <summary>
    /// Elements about 0; scales, weights and variances above it; classes among the columns,
    /// and numbers of columns from 1 on.
    /// </summary>
    float[] Values(Random random, RowShape shape, int input)
        => [.. Enumerable.Range(0, Length(shape)).Select(_ => IsPosition(input) || Info.Inputs[input].IsInteger
            ? random.Next(Columns) + (Places(input).Any(op => op is Op.Lt or Op.Gt) ? 1 : 0)
            : shape == RowShape.Element ? (float)(8 * random.NextDouble() - 4)
            : (float)(0.25 + 1.75 * random.NextDouble()))];

    /// <summary>
    /// Whether an input is compared with the numbers of the columns: a class, or the last column that counts.
    /// </summary>
    public bool IsPosition(int input) => Places(input).Any();

    IEnumerable<Op> Places(int input) => Body.Instructions.Where(comparison
        => comparison.Op.Row() is { Kind: Kind.Mask, Arity: 2 } && Sides(comparison) is var sides
            && sides.Any(side => side.Op == Op.Index) && sides.Any(side => side.Op == Op.Input && side.Index == input))
        .Select(comparison => comparison.Op);

    Instruction[] Sides(Instruction comparison) => [Body.Instructions[comparison.A], Body.Instructions[comparison.B]];

    /// <summary>
    /// What a kernel reads: the inputs, or the value; then the upstream gradient, and the directions.
    /// </summary>
    public float[][] Sources(KernelRunner runner, RowKernelInfo kernel) => kernel.Name switch
    {
        "Forward" or "ForwardWithGradient" => Inputs,
        "Tangent" => [.. Inputs, .. Directions(kernel, Inputs.Length)],
        "BackwardBackward" => [.. Inputs, Upstream, .. Directions(kernel, Inputs.Length + 1)],
        "BackwardFromOutput" or "BackwardFromOutputAccumulate" => [Run(runner, Info["Forward"])[0], Upstream],
        _ => [.. Inputs, Upstream],
    };

    /// <summary>The directions in which the inputs move, the same for every kernel: no two alike.</summary>
    float[][] Directions(RowKernelInfo kernel, int first)
        => [.. kernel.Sources.Skip(first).Select((span, i)
            => GradientPoints.Upstream(Length(span.Shape) + i + 1)[(i + 1)..])];

    public float[][] Destinations(RowKernelInfo kernel)
        => [.. kernel.Destinations.Select(destination => Filled(Length(destination.Shape)))];

    public static float[] Filled(int length)
    {
        var values = new float[length];
        Array.Fill(values, Sentinel);
        return values;
    }

    /// <summary>The kernel's results on this sample.</summary>
    public float[][] Run(KernelRunner runner, RowKernelInfo kernel)
        => Run(runner, kernel, Sources(runner, kernel), Destinations(kernel));

    public float[][] Run(
        KernelRunner runner, RowKernelInfo kernel, float[][] sources, float[][] destinations, int rowStride = 0)
    {
        runner.Run(Info, kernel, [.. sources.Select(source => (ReadOnlyMemory<float>)source)],
            [.. destinations.Select(destination => destination.AsMemory())], Columns, rowStride, Parameters);
        return destinations;
    }

    /// <summary>The definition at every kind of row in each input of elements that is not a place.</summary>
    public static IEnumerable<RowSample> OfKinds(RowInfo info)
        => OfKinds(info, RowKind.All).Concat(OfKinds(info, RowKind.Wide, 1, RowKind.ManyColumns));

    /// <summary>The same at some kinds.</summary>
    public static IEnumerable<RowSample> OfKinds(
        RowInfo info, IReadOnlyList<RowKind> kinds, int rows = RowKind.Rows, int columns = RowKind.Columns)
    {
        var plain = new RowSample(info, 1, 1);
        return from input in Enumerable.Range(0, info.Inputs.Count)
               where info.Inputs[input].Shape == RowShape.Element && !plain.IsPosition(input)
               from kind in kinds
               select new RowSample(info, rows, columns, kind, input);
    }

    /// <summary>A row of an input, or its one number of the row.</summary>
    public ReadOnlySpan<float> Row(int input, int row) => Of(Inputs[input], input, row);

    /// <summary>The same of numbers that have the shape of an input.</summary>
    public ReadOnlySpan<float> Of(float[] values, int input, int row) => Info.Inputs[input].Shape switch
    {
        RowShape.Element => values.AsSpan(row * Columns, Columns),
        RowShape.PerColumn => values,
        _ => values.AsSpan(row, 1),
    };

    /// <summary>A row as arbitrary precision sees it.</summary>
    public RowPoint Point(int row, BigFloat[][] inputs)
    {
        var upstream = Info.Value == RowShape.PerRow ? Upstream.AsSpan(row, 1)
            : Upstream.AsSpan(row * Columns, Columns);
        return new(
            inputs, [.. Parameters.Select(parameter => BigFloat.From(parameter, 0))],
            [.. upstream.ToArray().Select(value => BigFloat.From(value, 0))],
            moves, Columns)
        {
            Position = (long)row * Columns,
        };
    }
}
