// Whether the kernels keep their bounds: the lowered operations in their own lanes against the stable form in double
// precision, at all points; what is suspect there is tried in arbitrary precision, on the formula as it was written.
using Kernels.Verification;

namespace Kernels.Verdict;

internal sealed class Accuracy(Subject subject, double[][] inputs, CancellationToken cancellation)
{
    /// <summary>How many suspects of an output are tried in arbitrary precision before it is acquitted.</summary>
    const int Trials = 8;

    const double LeastNormal = 1.17549435082228751e-38, Overflow = 3.4028235677973366e38;

    readonly double[][] actual = LaneInterpreter.Of(subject.Definition.High).Run(subject.Lowered, inputs, subject.Parameters, cancellation);
    readonly double[][] expected = LaneInterpreter.InDouble.Run(subject.Stable, inputs, subject.Parameters, cancellation);
    readonly float[] parameters = [.. subject.Parameters.Select(parameter => (float)parameter)];

    /// <summary>The worst of the value, and the worst of the derivatives; or, where a result is no number, that alone.</summary>
    public IEnumerable<Finding> Findings()
    {
        var all = Enumerable.Range(0, actual.Length).Select(Worst).OfType<Finding>().ToArray();
        return all.FirstOrDefault(finding => finding.Disease == Disease.NotANumber) is { } none ? [none]
            : all.GroupBy(finding => finding.Output == 0).Select(group => group.OrderByDescending(finding => finding.Error).First());
    }

    Finding? Worst(int output)
    {
        var (got, reference, bound) = (actual[output], expected[output], subject.Bound(output));
        var errors = new double[got.Length];
        for (var k = 0; k < errors.Length; k++) errors[k] = double.IsFinite(reference[k]) ? Ulp.Error((float)got[k], reference[k]) : double.IsFinite((float)got[k]) ? 0 : -1;
        var suspects = Enumerable.Range(0, errors.Length).Where(k => errors[k] > bound).OrderByDescending(k => errors[k]).ToList();
        if (suspects.Count > 0) suspects = new Excuses(subject, output, inputs, got, reference, cancellation).Without(suspects);
        // Where neither has a number there may be one all the same: a few of these, from different places.
        var unknown = Enumerable.Range(0, errors.Length).Where(k => errors[k] < 0).ToArray();
        foreach (var k in suspects.Take(Trials).Concat(unknown.Where((_, i) => i % (unknown.Length / 4 + 1) == 0)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Confirmed(output, k) is { } finding) return finding;
        }
        return null;
    }

    Finding? Confirmed(int output, int k)
    {
        float[] at = [.. inputs.Select(input => (float)input[k])];
        var truth = BigTruth.At(subject.Definition.Body, at, parameters);
        if ((output == 0 ? truth.Value : truth.Slopes?[output - 1]) is not { } number) return null;
        var (got, right) = ((float)actual[output][k], number.ToDouble());
        var error = Ulp.Error(got, right);
        if (error <= subject.Bound(output)) return null;
        var isNone = got == 0 ? Math.Abs(right) >= LeastNormal : !float.IsFinite(got) && Math.Abs(right) < Overflow;
        return new(isNone ? Disease.NotANumber : Disease.BoundBroken, output, at.ToEquatable(), got, right, error);
    }
}
