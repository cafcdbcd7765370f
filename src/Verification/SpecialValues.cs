namespace Kernels.Verification;

/// <summary>
/// Kernels at the ends of the number line: NaN, the infinities, zeros, subnormals, the largest floats.
/// </summary>
/// <param name="Activation">The definition.</param>
/// <param name="Runner">Where the kernels ran.</param>
/// <param name="Checked">How many results were judged.</param>
/// <param name="Failures">What is wrong: nothing, for a right kernel.</param>
public sealed record SpecialValues(string Activation, string Runner, int Checked, IReadOnlyList<string> Failures)
{
    /// <summary>Whether all is right.</summary>
    public bool Passed => Failures.Count == 0;

    /// <summary>The kernels of <typeparamref name="T"/>.</summary>
    public static SpecialValues Run<T>(KernelRunner? runner = null) where T : IDefinition => Run(T.Info, runner);

    /// <summary>
    /// NaN gives NaN, unless the definition itself gives a number, and so in the derivative of a definition without
    /// pieces; an infinity gives the limit, of the value and of the derivative; a zero has the sign of the values
    /// beside it; no finite input and finite upstream gradient give NaN; at every boundary the promised bounds hold.
    /// </summary>
    public static SpecialValues Run(ActivationInfo activation, KernelRunner? runner = null)
    {
        runner ??= CpuRunner.Best;
        var examination = new SpecialValueCases(activation, runner);
        for (var input = 0; input < activation.Inputs.Count; input++)
            foreach (var other in activation.Inputs.Count == 1 ? [1f] : (float[])[1, -1.5f])
            {
                examination.NotANumber(input, other);
                foreach (var side in (int[])[-1, 1])
                {
                    examination.Infinity(input, side, other);
                    examination.Zero(input, side, other);
                }
            }
        examination.NeverNaN();
        examination.Failures.AddRange(UlpReport.Run(activation, runner, [.. Samples.Boundaries]).Failures);
        if (examination.Checked == 0)
            examination.Failures.Add($"{activation.FullName} on {runner.Name}: no result was judged.");
        return new(activation.FullName, runner.Name, examination.Checked, examination.Failures);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n',
    [
        FormattableString.Invariant(
            $"{Activation} special values on {Runner}: {(Passed ? "right" : "FAILED")}; {Checked} results"),
        .. Failures.Take(20).Select(failure => $"  {failure}"),
    ]);
}
