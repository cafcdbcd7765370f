// Reads what the JIT lists of a method: a loop is what lies between a label and a jump back to it.
using System.Text.RegularExpressions;

namespace Kernels.Benchmarks;

/// <summary>The loops of one compiled method, counted together.</summary>
internal sealed partial record JitListing(string Name, string Path, int Instructions, int Calls, int StackReferences)
{
    /// <summary>
    /// No call; and with 32 registers no spill. AVX2 has 16, and may touch the stack with one instruction in ten.
    /// </summary>
    public bool IsClean
        => Instructions > 0 && Calls == 0 && StackReferences <= (Path == "AVX512" ? 0 : Instructions / 10);

    public static IReadOnlyList<JitListing> Read(IEnumerable<string> lines)
    {
        var methods = new List<(string Name, string Path, List<string> Lines)>();
        foreach (var line in lines)
            if (Header().Match(line) is { Success: true } header)
                methods.Add(($"{header.Groups["definition"].Value}.{header.Groups["kernel"].Value}",
                    $"AVX{header.Groups["width"].Value}", []));
            else if (line.StartsWith("; Assembly listing", StringComparison.Ordinal)) methods.Add(("", "", []));
            else if (methods.Count > 0) methods[^1].Lines.Add(line);
        return [.. methods.Where(method => method.Name.Length > 0)
            .Select(method => Count(method.Name, method.Path, method.Lines))];
    }

    static JitListing Count(string name, string path, List<string> lines)
    {
        var labels = new Dictionary<string, int>();
        var inLoop = new HashSet<int>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (Label().Match(lines[i]) is { Success: true } label) labels[label.Groups["name"].Value] = i;
            if (Jump().Match(lines[i]) is { Success: true } jump
                && labels.TryGetValue(jump.Groups["target"].Value, out var start))
                inLoop.UnionWith(Enumerable.Range(start, i - start + 1));
        }

        var loop = inLoop.Select(i => lines[i]).Where(line => Instruction().IsMatch(line)).ToArray();
        return new(name, path, loop.Length,
            loop.Count(line => line.TrimStart().StartsWith("call", StringComparison.Ordinal)),
            loop.Count(StackReference().IsMatch));
    }

    // The loop over whole vectors; what is left behind it is one masked vector.
    [GeneratedRegex(
        @"^; Assembly listing for method .*__(?<definition>\w+)Kernels\+(?<kernel>\w+)Pass:Run"
            + @"\[.*(Floats|Doubles)(?<width>512|256),.*WholeVectors.*\]\(Kernels.Loops.WholeVectors")]
    private static partial Regex Header();

    [GeneratedRegex(@"^(?<name>G_M\w+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s+j\w+\s+(SHORT )?(?<target>G_M\w+)")]
    private static partial Regex Jump();

    [GeneratedRegex(@"^\s+[a-z]\w*\s+\S")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"\[r[sb]p[+\-\]]")]
    private static partial Regex StackReference();
}
