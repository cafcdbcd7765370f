namespace Kernels.Verification;

/// <summary>The error of one output of a kernel over a sample.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Output">Its destination.</param>
/// <param name="Max">The largest error in ULP; of a gradient, outside the windows around roots.</param>
/// <param name="Worst">The inputs where it is.</param>
/// <param name="MaxSubnormal">The largest error, in units of 2⁻¹⁴⁹, where the truth is below the normal range.</param>
/// <param name="CorrectlyRounded">The share of results that are the float nearest to the truth.</param>
/// <param name="FarthestFromRoot">How far from a root of the derivative raw ULP were last exceeded.</param>
public sealed record UlpRow(
    string Kernel, string Output, double Max, IReadOnlyList<float> Worst, double MaxSubnormal,
    double CorrectlyRounded, double FarthestFromRoot)
{
    /// <summary>Of a definition over rows, where in which rows the largest error is.</summary>
    public string? Place { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var window = FarthestFromRoot > 0 ? FormattableString.Invariant($"  root window {FarthestFromRoot:0.0e0}") : "";
        var place = Place ?? UlpReport.Spell(Worst);
        return FormattableString.Invariant($"{Kernel,-22} {Output,-8} {Max,7:0.00} ULP at {place,-32}")
            + FormattableString.Invariant(
                $" subnormal {MaxSubnormal,5:0.00}  correctly rounded {CorrectlyRounded,6:P1}{window}");
    }
}

/// <summary>Kernels against the definition's formula in arbitrary precision.</summary>
/// <param name="Activation">The definition.</param>
/// <param name="Runner">Where the kernels ran.</param>
/// <param name="Points">How many inputs.</param>
/// <param name="Rows">One for each output of each kernel.</param>
/// <param name="Failures">What broke a promise: nothing, for a right kernel.</param>
public sealed record UlpReport(
    string Activation, string Runner, int Points, IReadOnlyList<UlpRow> Rows, IReadOnlyList<string> Failures)
{
    /// <summary>Points of a run without inputs given.</summary>
    public const int DefaultPoints = 4096;

    /// <summary>Whether every promise was kept.</summary>
    public bool Passed => Failures.Count == 0;

    /// <summary>The kernels of <typeparamref name="T"/>.</summary>
    public static UlpReport Run<T>(KernelRunner? runner = null, float[]? inputs = null) where T : IDefinition
        => Run(T.Info, runner, inputs);

    /// <summary>
    /// Value, first and second derivatives, from all members that take the inputs, with an upstream gradient of 1 and
    /// along each input where they take a direction, at <paramref name="inputs"/> (every input takes them, in orders of
    /// its own) or a stratified sample, and where inputs are special or cancel, within the promised bounds.
    /// </summary>
    public static UlpReport Run(ActivationInfo activation, KernelRunner? runner = null, float[]? inputs = null)
    {
        runner ??= CpuRunner.Best;
        if (inputs is { Length: 0 })
            return new(activation.FullName, runner.Name, 0, [],
                [$"{activation.FullName} on {runner.Name}: no input was given."]);
        float[][] points = inputs is not null ? Samples.Orders(inputs, activation)
            : [.. Samples.Stratified(DefaultPoints, activation)
                .Zip(Samples.Special(activation), (sample, special) => (float[])[.. sample, .. special])];
        var oracle = new Oracle(activation);
        var truths = oracle.At(points, order: 2);
        var failures = new List<string>();
        var rows = new List<UlpRow>();
        // Along one of several inputs the others' derivatives are multiplied by 0, which of an infinity is no number.
        var finite = truths.Select(truth => truth.IsFloat ? truth : default).ToArray();
        foreach (var (kernel, direction, name) in MeasuredOutput.Runs(activation, runner))
        {
            var outputs = KernelInputs.Run(runner, activation, kernel, points, direction: direction);
            var (quantities, judged) = (MeasuredOutput.Of(activation, kernel, direction),
                MeasuredOutput.TakesDirections(kernel) && points.Length > 1 ? finite : truths);
            for (var output = 0; output < outputs.Length; output++)
                rows.Add(new UlpMeasure(activation, oracle, points, judged, quantities[output]).Run(name,
                    kernel.Destinations[output], outputs[output], runner.Name, failures));
        }
        if (rows.Count == 0) failures.Add($"{runner.Name} offers no kernel of {activation.FullName}.");
        if (truths.All(truth => truth.Value is null))
            failures.Add($"{activation.FullName} has no value at any of the {points[0].Length} points.");
        return new(activation.FullName, runner.Name, points[0].Length, rows, failures);
    }

    /// <summary>The kernels over rows of <typeparamref name="T"/>.</summary>
    public static UlpReport OfRows<T>(KernelRunner? runner = null) where T : IRowDefinition
        => OfRows(T.Info, runner);

    /// <summary>
    /// Forward and Backward of a definition over rows, at the rows of <see cref="RowCheck"/>. Where a result cancels
    /// (a log-softmax beside 0, what lies at the mean of its row), one ULP is that of the result and what it moves by
    /// when the inputs are rounded once: docs/rows.md says why.
    /// </summary>
    public static UlpReport OfRows(RowInfo definition, KernelRunner? runner = null)
    {
        runner ??= CpuRunner.Best;
        var results = (from sample in RowCheck.Values(definition)
                       from result in RowResults.Of(sample, runner)
                       select (sample, result, Numbers: RowJudge.Numbers(result).ToArray())).ToArray();
        var failures = from each in results
                       from number in each.Numbers
                       where !(number.Ulps <= each.result.Bound)
                       select RowJudge.Failure(each.sample, runner, each.result, number);
        var rows = from each in results
                   where each.Numbers.Length > 0
                   group each by (each.result.Kernel.Name, each.result.Destination) into output
                   let worst = output.MaxBy(each => each.Numbers.Max(number => number.Ulps))
                   let number = worst.Numbers.MaxBy(number => number.Ulps)
                   let all = output.SelectMany(each => each.Numbers).ToArray()
                   select new UlpRow(output.Key.Name, output.Key.Destination, number.Ulps, [], 0,
                       all.Count(each => each.Error <= each.Own / 2) / (double)all.Length, 0)
                   {
                       Place = $"{worst.sample.Name}, {RowJudge.Place(worst.sample, worst.result, number.Index)}",
                   };
        return new(definition.FullName, runner.Name,
            results.Where(each => each.result.Kernel.Name == "Forward").Sum(each => each.Numbers.Length),
            [.. rows], [.. failures]);
    }

    internal static string Spell(IEnumerable<float> inputs)
        => string.Join(", ",
            inputs.Select(x => FormattableString.Invariant($"{x:R} (0x{BitConverter.SingleToUInt32Bits(x):X8})")));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n',
    [
        FormattableString.Invariant(
            $"{Activation} on {Runner}, {Points} points: {(Passed ? "within bounds" : "FAILED")}"),
        .. Rows.Select(row => $"  {row}"),
        .. Failures.Take(20).Select(failure => $"  {failure}"),
    ]);
}
