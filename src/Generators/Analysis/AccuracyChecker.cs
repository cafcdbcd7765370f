// The verdict on a definition, while it is compiled: what its kernels give, tried on a few thousand floats. Kept for
// each definition, so that the same body is tried once however often a compiler asks.
using System.Collections.Concurrent;

namespace Kernels.Analysis;

internal static class AccuracyChecker
{
    /// <summary>
    /// Beyond so many operations, lowered, nothing is said: the time belongs to the person who types.
    /// </summary>
    const int MostInstructions = 3_000;

    /// <summary>Likewise, of a formula over rows, whose columns are few.</summary>
    const int MostRowInstructions = 500;

    /// <summary>Operations times points that a verdict may cost.</summary>
    const double Work = 1_000_000;

    const int MostKept = 1_000;

    static readonly ConcurrentDictionary<(Definition, Promises), EquatableArray<Finding>> Known = [];

    /// <param name="compile">Called where the definition is not known.</param>
    public static EquatableArray<Finding> Run(
        Definition definition, Promises promises, Func<CheckedKernel> compile, CancellationToken cancellation)
    {
        if (Known.TryGetValue((definition, promises), out var known)) return known;
        if (Known.Count >= MostKept) Known.Clear();
        return Known[(definition, promises)] = Findings(compile(), cancellation);
    }

    /// <summary>Likewise, over rows.</summary>
    public static EquatableArray<Finding> Run(
        Definition definition, Promises promises, Func<CheckedRows> compile, CancellationToken cancellation)
    {
        if (Known.TryGetValue((definition, promises), out var known)) return known;
        if (Known.Count >= MostKept) Known.Clear();
        return Known[(definition, promises)] = Findings(compile(), cancellation);
    }

    public static EquatableArray<Finding> Findings(CheckedRows subject, CancellationToken cancellation)
        => subject.Stable.Instructions.Count > MostRowInstructions
            ? default
            : new([.. new RowJudgement(subject, cancellation).Findings()]);

    public static EquatableArray<Finding> Findings(CheckedKernel subject, CancellationToken cancellation)
    {
        var size = subject.Lowered.Instructions.Count + 4 * subject.Stable.Instructions.Count;
        if (size > MostInstructions || size == 0) return default;
        var inputs = Points.Of(subject.Definition, Math.Min(1, Work / (2_000.0 * size)));
        Finding[] constants = [.. Constants.Findings(subject)];
        Finding[] jumps = [.. new Discontinuities(subject, cancellation).Findings()];
        // A constant that is another number in floats explains all the rest,
        // and a place without a derivative that it is none around there.
        var accuracy = constants.Length > 0 ? [] : new Accuracy(subject, inputs, cancellation).Findings();
        Finding[] findings =
        [
            .. new UnusedParameters(subject, inputs, cancellation).Findings(),
            .. constants,
            .. accuracy.Where(
                finding => jumps.Length == 0 || finding is not { Disease: Disease.NotANumber, Output: > 0 }),
            .. jumps,
        ];
        // Advice on a formula that will change is advice on another one.
        return new(findings.Length > 0 ? findings : [.. DepthBehaviour.Findings(subject)]);
    }
}
