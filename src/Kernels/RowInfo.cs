namespace Kernels;

/// <summary>How a value varies over a matrix.</summary>
public enum RowShape
{
    /// <summary>One value for each row and column.</summary>
    Element,

    /// <summary>One value a column.</summary>
    PerColumn,

    /// <summary>One value a row.</summary>
    PerRow,

    /// <summary>One value in all.</summary>
    Scalar,
}

/// <summary>A span of a row kernel: its name, and how many values it has.</summary>
public readonly record struct RowSpan(string Name, RowShape Shape)
{
    /// <summary>Whether it has whole numbers: the member takes them as <c>int</c>.</summary>
    public bool IsInteger { get; init; }

    /// <summary>
    /// Whether it has the class of each row, the number of a column: the formula
    /// compares it with <see cref="KernelMath.Index(Row)"/>.
    /// </summary>
    public bool IsLabel { get; init; }
}

/// <summary>
/// A row kernel called through its arguments as lists, in the order of <see cref="RowKernelInfo.Sources"/> and
/// <see cref="RowKernelInfo.Destinations"/>: for tools that treat all definitions alike.
/// </summary>
public delegate void RowKernelCall(
    Execution execution, IReadOnlyList<ReadOnlyMemory<float>> sources, IReadOnlyList<Memory<float>> destinations,
    int columns, int rowStride, ReadOnlySpan<float> parameters);

/// <summary>
/// The user's own method for one row: the inputs that are rows,
/// then those that are one value a row, then the parameters.
/// </summary>
public delegate Row RowDefinition(
    IReadOnlyList<Row> rows, IReadOnlyList<double> scalars, IReadOnlyList<double> parameters);

/// <summary>One generated member over rows as data.</summary>
/// <param name="Name">Forward, Backward, BackwardAccumulate, BackwardFromOutput, Tangent, BackwardBackward,
/// BackwardFromOutputAccumulate or ForwardWithGradient.</param>
/// <param name="Sources">The spans it reads, in order.</param>
/// <param name="Destinations">The spans it writes, in order.</param>
/// <param name="Passes">How often it goes over a row.</param>
/// <param name="Operations">Primitive operations for each element, all passes together.</param>
/// <param name="Run">The kernel.</param>
public sealed record RowKernelInfo(string Name, IReadOnlyList<RowSpan> Sources, IReadOnlyList<RowSpan> Destinations,
    int Passes, int Operations, RowKernelCall Run) : MemberInfo(Name, Operations);

/// <summary>A definition over rows as data: one row of a <c>RowCatalog</c>.</summary>
public sealed record RowInfo : DefinitionInfo<RowKernelInfo>
{
    /// <summary>The gradient that the generator found, for each input and then each trainable scalar.</summary>
    public required IReadOnlyList<string> Gradients { get; init; }

    /// <summary>The inputs.</summary>
    public required IReadOnlyList<RowSpan> Inputs { get; init; }

    /// <summary>The shape of the value: an element for each column, or one a row.</summary>
    public required RowShape Value { get; init; }

    /// <summary>The user's own method.</summary>
    public required RowDefinition Definition { get; init; }
}
