namespace Kernels.Verification;

/// <summary>Generated derivatives against numeric derivatives of the definition itself, the user's own method in double precision.</summary>
/// <param name="Activation">The definition.</param>
/// <param name="Runner">Where the kernels ran.</param>
/// <param name="Checked">Points where the numeric derivative was sure enough to judge.</param>
/// <param name="Kinks">Points where the one-sided derivatives differ; there the convention was checked.</param>
/// <param name="Unsure">Points where the method loses its digits, or its value, in double precision.</param>
/// <param name="MaxError">The largest difference, as a part of what is allowed.</param>
/// <param name="Worst">Where it was.</param>
/// <param name="Failures">What is wrong: nothing, for a right kernel.</param>
public sealed record GradientCheck(
    string Activation, string Runner, int Checked, int Kinks, int Unsure, double MaxError, IReadOnlyList<float> Worst, IReadOnlyList<string> Failures)
{
    /// <summary>What a derivative may differ, relative to itself: far above a kernel's error, far below an error of formula.</summary>
    const double Tolerance = 1e-5;

    /// <summary>And relative to the derivative a quarter beside: near its roots only an absolute error makes sense.</summary>
    const double RootTolerance = 4e-6;

    /// <summary>Whether all is right.</summary>
    public bool Passed => Failures.Count == 0;

    /// <summary>The kernels of <typeparamref name="T"/>.</summary>
    public static GradientCheck Run<T>(KernelRunner? runner = null) where T : IDefinition => Run(T.Info, runner);

    /// <summary>Backward of every input and trainable scalar, away from kinks and at them; then its other forms: accumulated, aliased, scaled, summed.</summary>
    public static GradientCheck Run(ActivationInfo activation, KernelRunner? runner = null)
    {
        runner ??= CpuRunner.Best;
        var (failures, counts) = (new List<string>(), new int[3]);
        var (max, worst) = (0.0, Array.Empty<float>());
        if (activation.Gradients is not { } backward || !runner.Offers(activation, backward))
            return new(activation.FullName, runner.Name, 0, 0, 0, 0, [], [$"{runner.Name} offers no Backward of {activation.FullName}."]);

        var inputs = GradientPoints.Of(activation);
        var upstream = GradientPoints.Upstream(inputs[0].Length);
        var gradients = KernelInputs.Run(runner, activation, backward, inputs, upstream);
        var variables = activation.Variables;
        var (oracle, numeric) = (new Oracle(activation), new NumericFunction(activation));
        for (var variable = 0; variable < variables.Count; variable++)
            for (var k = 0; k < upstream.Length; k++)
            {
                float[] point = [.. inputs.Select(values => values[k])];
                var slope = numeric.Slope(point, variable);
                counts[(int)slope.Kind]++;
                if (slope.Kind == SlopeKind.Unsure) continue;
                var actual = (double)gradients[variable][k] / upstream[k];
                var (expected, lowest, highest) = slope.Kind == SlopeKind.Smooth
                    ? (slope.Value, slope.Value, slope.Value)
                    : (oracle.Slope(point, variable)?.ToDouble() ?? double.NaN, slope.Lowest, slope.Highest);
                // Beyond the floats a kernel's answer is infinity, and right.
                if (float.IsInfinity((float)(expected * upstream[k])) && gradients[variable][k] == (float)(expected * upstream[k])) continue;
                var allowed = Tolerance * Math.Abs(expected) + RootTolerance * slope.Scale + slope.Error + activation.MaxGradientUlp * float.Epsilon / Math.Abs(upstream[k]);
                var error = Math.Abs(actual - expected) / allowed;
                if (error > max) (max, worst) = (error, point);
                if (error <= 1 && actual >= lowest - allowed && actual <= highest + allowed) continue;
                var kink = slope.Kind == SlopeKind.Kink ? FormattableString.Invariant($", at a kink from {lowest:G9} to {highest:G9}") : "";
                failures.Add(FormattableString.Invariant(
                    $"{activation.FullName} d{variables[variable]} on {runner.Name} at {UlpReport.Spell(point)} is {actual:G9}, numerically {expected:G9} ± {allowed:G2}{kink}"));
            }
        if (counts[(int)SlopeKind.Smooth] < inputs[0].Length * variables.Count / 4)
            failures.Add($"{activation.FullName}: too few points have a sure numeric derivative.");
        failures.AddRange(BackwardForms.Check(activation, runner, Samples.Stratified(2048, activation)));
        failures.AddRange(SummedForms.Check(activation, runner));
        return new(activation.FullName, runner.Name, counts[0], counts[1], counts[2], max, worst, failures);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n',
    [
        FormattableString.Invariant($"{Activation} gradient on {Runner}: {(Passed ? "right" : "FAILED")}; {Checked} points, {Kinks} kinks, ")
            + FormattableString.Invariant($"{Unsure} unsure, at most {MaxError:P0} of the tolerance at {UlpReport.Spell(Worst)}"),
        .. Failures.Take(20).Select(failure => $"  {failure}"),
    ]);
}
