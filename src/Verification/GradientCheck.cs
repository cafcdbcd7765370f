namespace Kernels.Verification;

/// <summary>
/// Generated derivatives against numeric derivatives of the definition itself,
/// the user's own method in double precision.
/// </summary>
/// <param name="Activation">The definition.</param>
/// <param name="Runner">Where the kernels ran.</param>
/// <param name="Checked">Points where the numeric derivative was sure enough to judge.</param>
/// <param name="Kinks">Points where the one-sided derivatives differ; there the convention was checked.</param>
/// <param name="Unsure">Points where the method loses its digits, or its value, in double precision.</param>
/// <param name="MaxError">The largest difference, as a part of what is allowed.</param>
/// <param name="Worst">Where it was.</param>
/// <param name="Failures">What is wrong: nothing, for a right kernel.</param>
public sealed record GradientCheck(
    string Activation, string Runner, int Checked, int Kinks, int Unsure, double MaxError, IReadOnlyList<float> Worst,
    IReadOnlyList<string> Failures)
{
    /// <summary>Whether all is right.</summary>
    public bool Passed => Failures.Count == 0;

    /// <summary>The kernels of <typeparamref name="T"/>.</summary>
    public static GradientCheck Run<T>(KernelRunner? runner = null) where T : IDefinition => Run(T.Info, runner);

    /// <summary>
    /// Backward of every input and trainable scalar, away from kinks and at them; then its other forms: accumulated,
    /// aliased, scaled, summed; and BackwardBackward against numeric derivatives of the slopes.
    /// </summary>
    public static GradientCheck Run(ActivationInfo activation, KernelRunner? runner = null)
    {
        runner ??= CpuRunner.Best;
        if (activation.Gradients is null) return new(activation.FullName, runner.Name, 0, 0, 0, 0, [], []);
        if (activation.Gradients is not { } backward || !runner.Offers(activation, backward))
            return new(activation.FullName, runner.Name, 0, 0, 0, 0, [],
                [$"{runner.Name} offers no Backward of {activation.FullName}."]);

        var inputs = GradientPoints.Of(activation);
        var upstream = GradientPoints.Upstream(inputs[0].Length);
        var gradients = KernelInputs.Run(runner, activation, backward, inputs, upstream);
        var variables = activation.Variables;
        var (oracle, numeric, judge) =
            (new Oracle(activation), NumericFunction.Value(activation), new SlopeJudge(activation, runner.Name));
        var followed = activation.FollowedVariables;
        for (var output = 0; output < followed.Count; output++)
            for (var k = 0; k < upstream.Length; k++)
            {
                var (point, position, along) = (inputs.Select(values => values[k]).ToArray(), k, followed[output]);
                judge.Judge("d" + variables[along], numeric.Slope(point, along, k), point,
                    gradients[output][k], upstream[k],
                    () => oracle.Slope(point, along, position)?.ToDouble() ?? double.NaN,
                    () => oracle.Difference(point, default, along, position), isConvention: true);
            }
        List<string> failures = [.. judge.Failures];
        // Of a function such as log(x/(1 - x)) most points have no value.
        var defined = Enumerable.Range(0, upstream.Length).Count(k => double.IsFinite(
            activation.Definition([.. inputs.Select(values => (double)values[k])], activation.ParametersAt(k))));
        if (judge.Of(SlopeKind.Smooth) < Math.Max(1, defined * followed.Count / 4))
            failures.Add($"{activation.FullName}: too few points have a sure numeric derivative.");
        failures.AddRange(BackwardForms.Check(activation, runner, Samples.Stratified(2048, activation)));
        failures.AddRange(SummedForms.Check(activation, runner));
        failures.AddRange(SecondOrder.Check(activation, runner, inputs, upstream));
        return new(activation.FullName, runner.Name, judge.Of(SlopeKind.Smooth), judge.Of(SlopeKind.Kink),
            judge.Of(SlopeKind.Unsure), judge.Max, judge.Worst, failures);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n',
    Checked + Kinks + Unsure == 0 && Passed ? [$"{Activation}: no gradient, a step is not differentiated"] :
    [
        FormattableString.Invariant(
            $"{Activation} gradient on {Runner}: {(Passed ? "right" : "FAILED")}; {Checked} points, {Kinks} kinks, ")
            + FormattableString.Invariant(
                $"{Unsure} unsure, at most {MaxError:P0} of the tolerance at {UlpReport.Spell(Worst)}"),
        .. Failures.Take(20).Select(failure => $"  {failure}"),
    ]);
}
