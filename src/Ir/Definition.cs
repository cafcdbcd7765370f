// What an assembly says of one activation to the compilers and tools that reference it: names, promises and the
// formula as written, before any rewriting. Text, so that a reader needs neither syntax nor reflection.
using System.Globalization;
using Kernels.Support;
using Kernels.Text;

namespace Kernels.Ir;

/// <param name="IsTrainable">Whether it gets a gradient, summed over all elements.</param>
internal readonly record struct ParameterDefault(string Name, double Default, bool IsTrainable = false);

/// <param name="FullName">Namespace and nesting with dots: "Kernels.Activations.Silu".</param>
/// <param name="Inputs">The element-wise inputs, in order.</param>
/// <param name="Parameters">The hyperparameters and trainable scalars, in order.</param>
/// <param name="IsPublic">Whether other assemblies can name the type.</param>
/// <param name="High">Whether its kernels have double lanes (Accuracy.High).</param>
/// <param name="Body">One output for each result: its value.</param>
internal sealed record Definition(
    string FullName,
    EquatableArray<string> Inputs,
    EquatableArray<ParameterDefault> Parameters,
    bool IsPublic,
    bool Stabilise,
    bool High,
    double MaxUlp,
    double MaxGradientUlp,
    Body Body)
{
    /// <summary>Raised when the text changes in a way that an older reader cannot read.</summary>
    public const int Version = 3;

    const string Trainable = "trainable", Row = "row", Rows = "rows", Step = "step", Kernel = "kernel", Integer = "int";

    /// <summary>
    /// How each input varies; empty where all are elements, as in a definition that is not over rows.
    /// </summary>
    public EquatableArray<Shape> Shapes { get; init; }

    /// <summary>
    /// Which inputs are whole numbers, one a row: classes, or numbers of columns. They have no gradient.
    /// </summary>
    public EquatableArray<int> Integers { get; init; }

    /// <summary>How the value varies: an element for each column, or one a row.</summary>
    public Shape Value { get; init; } = Shape.Element;

    /// <summary>The names of its results, where it has several; empty where it has one.</summary>
    public EquatableArray<string> Results { get; init; }

    /// <summary>How many results it has.</summary>
    public int ResultCount => Math.Max(1, Results.Count);

    /// <summary>Whether its method is called Step: it is not differentiated.</summary>
    public bool IsStep { get; init; }

    /// <summary>The members to generate, as bits of Kernels.Members.</summary>
    public int Members { get; init; } = AllMembers;

    /// <summary>Kernels.Members.All.</summary>
    public const int AllMembers = 63;

    /// <summary>Whether it is a [Kernel] and not an [Activation].</summary>
    public bool IsKernel { get; init; }

    /// <summary>One of its results as a definition of its own.</summary>
    public Definition Component(int result) => Results.Count == 0 ? this : this with
    {
        FullName = $"{FullName}.{Results[result]}",
        Results = default,
        Body = Body.From(Body.Load(new ExprPool())[result]),
    };

    /// <summary>Whether its method takes whole rows, and not elements.</summary>
    public bool TakesRows { get; init; }

    /// <summary>Whether it is over rows: a matrix is not only a list of elements to it.</summary>
    public bool IsOverRows => Shapes.Count > 0;

    /// <summary>Which of the parameters are trainable.</summary>
    public IEnumerable<int> Trainables
        => Parameters.Select((parameter, i) => (parameter, i))
            .Where(each => each.parameter.IsTrainable).Select(each => each.i);

    /// <summary>Which of the parameters are seeds of random numbers.</summary>
    public IEnumerable<int> Seeds
        => Body.Instructions.Where(instruction => instruction.Op == Op.Uniform)
            .Select(instruction => Body.Instructions[instruction.A].Index).Distinct().OrderBy(i => i);

    public string Write() => string.Join("\n",
    [
        $"kernels-ir {Version.ToString(CultureInfo.InvariantCulture)}",
        $"name {FullName}",
        $"flags{(IsPublic ? " public" : "")}{(Stabilise ? " stabilise" : "")}{(High ? " high" : "")}"
            + $"{(TakesRows ? " " + Rows : "")}{(Value == Shape.PerRow ? " " + Row : "")}"
            + $"{(IsStep ? " " + Step : "")}{(IsKernel ? " " + Kernel : "")}",
        .. Members == AllMembers ? Array.Empty<string>()
            : [$"members {Members.ToString(CultureInfo.InvariantCulture)}"],
        $"bounds {Literal.Double(MaxUlp)} {Literal.Double(MaxGradientUlp)}",
        .. Inputs.Select((input, i) => IsOverRows
            ? $"input {input} {Shapes[i]}{(Integers.Contains(i) ? " " + Integer : "")}"
            : $"input {input}"),
        .. Results.Select(result => $"result {result}"),
        .. Parameters.Select(parameter => $"parameter {(parameter.IsTrainable ? Trainable + " " : "")}{parameter.Name} "
            + $"{Literal.Double(parameter.Default)}"),
        BodyText.Write(Body),
    ]);

    /// <exception cref="FormatException">The text is of another version, or damaged.</exception>
    public static Definition Read(string text)
    {
        var lines = text.Split('\n');
        if (lines[0] != $"kernels-ir {Version.ToString(CultureInfo.InvariantCulture)}")
            throw new FormatException($"Not a definition of version {Version}: {lines[0]}");
        string[][] Words(string key)
            => lines.Where(line => line.StartsWith(key + " ", StringComparison.Ordinal))
                .Select(line => line.Split(' ')).ToArray();
        var parameters = Words("parameter");
        if (parameters.Any(words => words.Length != 3 && !(words.Length == 4 && words[1] == Trainable)))
            throw new FormatException("A parameter has a name and a default.");
        var (name, bounds) = (Words("name"), Words("bounds"));
        if (name.Length != 1 || bounds.Length != 1 || bounds[0].Length != 3)
            throw new FormatException("A definition has one name and two bounds.");
        var flags = Words("flags").SelectMany(words => words).ToArray();
        var definition = new Definition(
            name[0][1],
            Words("input").Select(words => words[1]).ToEquatable(),
            parameters.Select(words => new ParameterDefault(words[words.Length - 2],
                Literal.ParseDouble(words[words.Length - 1]), words.Length == 4)).ToEquatable(),
            flags.Contains("public"),
            flags.Contains("stabilise"),
            flags.Contains("high"),
            Literal.ParseDouble(bounds[0][1]),
            Literal.ParseDouble(bounds[0][2]),
            BodyText.Read(lines.Where(line => line.StartsWith("%", StringComparison.Ordinal)
                || line.StartsWith("return", StringComparison.Ordinal))))
        {
            Shapes = Words("input").Where(words => words.Length > 2)
                .Select(words => Enum.TryParse<Shape>(words[2], out var shape) ? shape
                    : throw new FormatException($"Not a shape: {words[2]}")).ToEquatable(),
            Integers = Words("input").Select((words, i) => (words, i))
                .Where(each => each.words.Length > 3 && each.words[3] == Integer)
                .Select(each => each.i).ToEquatable(),
            Results = Words("result").Select(words => words[1]).ToEquatable(),
            IsStep = flags.Contains(Step),
            IsKernel = flags.Contains(Kernel),
            Members = Words("members").Select(words => int.Parse(words[1], CultureInfo.InvariantCulture))
                .DefaultIfEmpty(AllMembers).First(),
            TakesRows = flags.Contains(Rows),
            Value = flags.Contains(Row) ? Shape.PerRow : Shape.Element,
        };
        return definition.IsSound() ? definition
            : throw new FormatException($"{definition.FullName} is not a formula of its inputs and parameters.");
    }

    /// <summary>
    /// Whether the body is one formula over what the definition declares: text may have been written by anyone.
    /// </summary>
    bool IsSound()
        => Body.Outputs.Count == ResultCount && Shapes.Count is var shapes && (shapes == 0 || shapes == Inputs.Count)
            && Body.Instructions.All(instruction => instruction.Op switch
            {
                Op.Input => instruction.Bits >= 0 && instruction.Bits < Inputs.Count,
                Op.Parameter => instruction.Bits >= 0 && instruction.Bits < Parameters.Count,
                Op.Output => false,
                Op.Uniform => Body.Instructions[instruction.A].Op == Op.Parameter,
                _ => instruction.Op.Row().Level != Level.Primitive,
            });
}
