// Values and gradients of one sample against arbitrary precision.
namespace Kernels.Verification;

internal static class RowResults
{
    public static IEnumerable<(int Judged, double Max, IReadOnlyList<string> Failures)> Check(
        RowSample sample, RowRunner runner)
    {
        var (info, definition, answers) = (sample.Info, Ir.Definition.Read(sample.Info.Ir), RowAnswers.Of(sample));
        yield return RowJudge.Check(sample, runner, "Forward", answers[0],
            sample.Run(runner, info["Forward"])[0], definition.MaxUlp);
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
            if (at >= 0)
                yield return RowJudge.Check(sample, runner, "Backward " + backward.Destinations[at].Name,
                    answers[output], gradients[at], definition.MaxGradientUlp);
        }
    }
}
