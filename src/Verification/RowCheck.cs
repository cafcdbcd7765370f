using System.Globalization;
using Kernels.Ir;

namespace Kernels.Verification;

/// <summary>Kernels over rows against the definition: values, gradients, and the forms of each kernel.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Runner">Where the kernels ran.</param>
/// <param name="Judged">Values and derivatives that were held against arbitrary precision.</param>
/// <param name="MaxError">The largest error of these, as a part of what is allowed.</param>
/// <param name="Slopes">Derivatives that were judged by numeric ones.</param>
/// <param name="Unsure">Derivatives that a numeric one was not sure enough to judge.</param>
/// <param name="MaxSlopeError">The largest difference of a derivative, as a part of what is allowed.</param>
/// <param name="Failures">What is wrong: nothing, for a right kernel.</param>
public sealed record RowCheck(
    string Definition, string Runner, int Judged, double MaxError, int Slopes, int Unsure, double MaxSlopeError,
    IReadOnlyList<string> Failures)
{
    static readonly (int Rows, int Columns)[]
        ValueShapes = [(1, 1), (2, 3), (7, 17), (3, 64), (2, 131)],
        SlopeShapes = [(2, 3), (3, 17), (2, 35)],
        FormShapes = [(1, 1), (4, 3), (7, 17), (130, 5), (3, 70), (2, 4101)];

    /// <summary>Whether all is right.</summary>
    public bool Passed => Failures.Count == 0;

    /// <summary>The kernels of <typeparamref name="T"/>.</summary>
    public static RowCheck Run<T>(KernelRunner? runner = null) where T : IRowDefinition => Run(T.Info, runner);

    /// <summary>
    /// Forward, and Backward of every input and trainable scalar, against the formula in arbitrary precision:
    /// in rows of numbers about 1, and in rows that were moved, of any size, saturated, with infinities, ties
    /// and zeros (docs/rows.md says within what); Backward against numeric derivatives of the user's own
    /// method; then the other forms: accumulated, from the output, with the value, in place, with gaps between
    /// the rows, a part of the rows at a time. Tangent and BackwardBackward against differences in arbitrary precision.
    /// </summary>
    public static RowCheck Run(RowInfo definition, KernelRunner? runner = null)
    {
        runner ??= CpuRunner.Best;
        RowSample[] Samples((int Rows, int Columns)[] shapes) => RowCheck.Samples(definition, shapes);
        if (!runner.Offers(definition, definition["Forward"]))
            return new(definition.FullName, runner.Name, 0, 0, 0, 0, 0,
                [$"{runner.Name} offers no Forward of {definition.FullName}."]);
        var numbers = Values(definition).SelectMany(sample => RowResults.Of(sample, runner)
            .Select(result => RowJudge.Check(sample, runner, result))).ToArray();
        var directions = Samples(SlopeShapes).Concat(RowSample.OfKinds(definition, RowKind.Moderate))
            .Select(sample => new RowDirections(sample, runner).Check()).ToArray();
        var slopes = Samples(SlopeShapes).Select(sample => new RowSlopes(sample, runner).Check()).ToArray();
        var forms = Samples(FormShapes).SelectMany(sample => new RowForms(sample, runner).Check());
        var judged = numbers.Sum(each => each.Judged) + directions.Sum(each => each.Judged);
        return new(
            definition.FullName, runner.Name, judged, numbers.Max(each => each.Max),
            slopes.Sum(slope => slope.Checked), slopes.Sum(slope => slope.Unsure), slopes.Max(slope => slope.Max),
            [
                .. judged > 0 ? [] : (string[])[$"{definition.FullName} on {runner.Name}: no value could be judged."],
                .. numbers.SelectMany(each => each.Failures), .. directions.SelectMany(each => each.Failures),
                .. slopes.SelectMany(slope => slope.Failures), .. forms,
            ]);
    }

    /// <summary>Where values and gradients are held against arbitrary precision.</summary>
    internal static IEnumerable<RowSample> Values(RowInfo definition)
        => Samples(definition, ValueShapes).Concat(RowSample.OfKinds(definition));

    static RowSample[] Samples(RowInfo definition, (int Rows, int Columns)[] shapes)
        => [.. shapes.Select(shape => new RowSample(definition, shape.Rows, shape.Columns))];

    internal static string Subject(RowSample sample, KernelRunner runner)
        => $"{sample.Info.FullName} on {runner.Name}, {sample.Name}";

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n',
    [
        string.Create(CultureInfo.InvariantCulture,
            $"{Definition} on {Runner}: {(Passed ? "right" : "FAILED")}; "
                + $"{Judged} numbers within {MaxError:P0} of what is allowed, "
                + $"{Slopes} numeric derivatives within {MaxSlopeError:P1} of it, {Unsure} unsure"),
        .. Failures.Take(20).Select(failure => $"  {failure}"),
    ]);
}
