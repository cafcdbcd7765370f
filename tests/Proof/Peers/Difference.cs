// Where a definition gives something else than the peer's operator of that name,
// on purpose; a table in differences.tsv.
using System.Globalization;

namespace Kernels.Proof;

/// <param name="System">As in <see cref="Peer"/>, likewise
/// <paramref name="Operator"/> and <paramref name="Definition"/>.</param>
/// <param name="Member">Forward, or Backward of an upstream gradient of 1: the gradient by the first input.</param>
/// <param name="At">The inputs, each one value or a row of them, and then parameters by name.</param>
/// <param name="Theirs">What the peer gives.</param>
/// <param name="Ours">What we give.</param>
/// <param name="Why">The reason.</param>
public sealed record Difference(
    string System, string Operator, string Definition, string Member, string At, string Theirs, string Ours, string Why)
{
    public static IReadOnlyList<Difference> All { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "Proof", "differences.tsv")).Skip(1)
            .Select(line => line.Split('\t'))
            .Select(fields => new Difference(fields[0], fields[1], fields[2], fields[3], fields[4],
                fields[5], fields[6], fields[7])),
    ];

    string[] Parts => At.Split(';');

    /// <summary>The inputs.</summary>
    public float[][] Inputs
        => [.. Parts.Where(part => !part.Contains('=')).Select(part => part.Split(',').Select(Number).ToArray())];

    /// <summary>The defaults, and in their place what the line gives.</summary>
    public float[] Parameters(IEnumerable<ParameterInfo> parameters)
    {
        var given = Parts.Where(part => part.Contains('=')).Select(part => part.Split('='))
            .ToDictionary(pair => pair[0], pair => Number(pair[1]));
        return [.. parameters.Select(parameter => given.GetValueOrDefault(parameter.Name, parameter.Default))];
    }

    public static float Number(string text) => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The table as the page of peers shows it.</summary>
    public static string Markdown()
        => "| peer | operator | ours | at | it gives | we give | because |\n|---|---|---|---|---|---|---|\n"
            + string.Concat(All.Select(line => $"| {line.System} | {line.Operator} | {line.Definition}.{line.Member} | "
                + $"{line.At.Replace(";", "; ")} | {line.Theirs} | {line.Ours} | {line.Why} |\n"));
}
