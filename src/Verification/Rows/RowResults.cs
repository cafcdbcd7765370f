// Values and gradients of one sample beside what they should be in arbitrary precision.
namespace Kernels.Verification;

/// <param name="Kernel">The kernel.</param>
/// <param name="Output">Which of its destinations.</param>
/// <param name="Answer">What that should hold.</param>
/// <param name="Bound">How many ULP are promised.</param>
internal sealed record RowResult(RowKernelInfo Kernel, int Output, RowAnswer Answer, float[] Actual, double Bound)
{
    public string Destination => Kernel.Destinations[Output].Name;

    public override string ToString() => Kernel.Name == "Forward" ? "Forward" : $"{Kernel.Name} {Destination}";
}

internal static class RowResults
{
    /// <summary>Of Forward and Backward.</summary>
    public static IEnumerable<RowResult> Of(RowSample sample, KernelRunner runner)
    {
        var (info, definition, answers) = (sample.Info, Ir.Definition.Read(sample.Info.Ir), RowAnswers.Of(sample));
        yield return new(info["Forward"], 0, answers[0], sample.Run(runner, info["Forward"])[0], definition.MaxUlp);
        if (info.Kernels.All(kernel => kernel.Name != "Backward") || !runner.Offers(info, info["Backward"]))
            yield break;
        var (backward, gradients) = (info["Backward"], sample.Run(runner, info["Backward"]));
        var trainables = info.Parameters.Count(parameter => parameter.IsTrainable);
        for (var output = 1; output <= sample.Inputs.Length + trainables; output++)
        {
            // The trainable parameters' destinations come last, in order; an input that nothing flows through has none.
            var name = output <= sample.Inputs.Length ? "d" + info.Inputs[output - 1].Name : "";
            var at = output > sample.Inputs.Length ? gradients.Length - trainables + output - sample.Inputs.Length - 1
                : Enumerable.Range(0, gradients.Length).FirstOrDefault(i => backward.Destinations[i].Name == name, -1);
            if (at >= 0) yield return new(backward, at, answers[output], gradients[at], definition.MaxGradientUlp);
        }
    }
}
