// Values against the formula in arbitrary precision. What a row shares (a mean, a sum of exponentials) has an absolute error, so an
// element is judged by the ULP of the largest of its row; a value that is one a row, by that of the largest element summed.
namespace Kernels.Verification;

internal static class RowValues
{
    /// <returns>The largest error, as a part of what is allowed; and what exceeds it.</returns>
    public static (double Max, IReadOnlyList<string> Failures) Check(RowSample sample, RowRunner runner)
    {
        var (max, failures, bound) = (0.0, new List<string>(), Ir.Definition.Read(sample.Info.Ir).MaxUlp);
        var actual = sample.Run(runner, sample.Info["Forward"])[0];
        for (var row = 0; row < sample.Rows; row++)
        {
            var truth = RowTruth.At(sample, row);
            var unit = Ulp.Unit(Scale(sample, row, truth)) * (sample.Info.Value == RowShape.PerRow ? Math.Sqrt(sample.Columns) : 1);
            for (var i = 0; i < truth.Length; i++)
            {
                var value = actual[row * truth.Length + i];
                var error = value.Equals((float)truth[i]) ? 0 : Math.Abs(value - truth[i]) / (bound * unit);
                max = Math.Max(max, error);
                if (!(error <= 1))
                    failures.Add(FormattableString.Invariant($"{RowCheck.Subject(sample, runner)}, Forward, row {row}, column {i}: {value:G9} but the truth is {truth[i]:G9}: {error * bound:G3} ULP, {bound} allowed"));
            }
        }
        return (max, failures);
    }

    static double Scale(RowSample sample, int row, double[] truth)
    {
        var scale = truth.Max(Math.Abs);
        if (sample.Info.Value != RowShape.PerRow) return scale;
        for (var input = 0; input < sample.Inputs.Length; input++)
            if (sample.Info.Inputs[input].Shape == RowShape.Element)
                foreach (var value in sample.Row(input, row)) scale = Math.Max(scale, Math.Abs(value));
        return scale;
    }
}
