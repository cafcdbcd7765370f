// Whether the kernels keep their bounds: the lowered operations in their own lanes against the stable form in double
// precision, at all points, and then more closely where the errors are largest. What is suspect there is tried in
// arbitrary precision, on the formula as it was written. So is what double precision itself may have lost: there
// double lanes agree with it, and are wrong.
using Kernels.Verification;

namespace Kernels.Analysis;

internal sealed class Accuracy(CheckedKernel subject, double[][] points, CancellationToken cancellation)
{
    /// <summary>
    /// How many suspects of an output are tried in arbitrary precision before it is acquitted;
    /// and how many points where nothing is known.
    /// </summary>
    const int Trials = 8, Unknown = 4;

    const double LeastNormal = 1.17549435082228751e-38, Overflow = 3.4028235677973366e38;

    readonly int[] trainables = [.. subject.Definition.Trainables];
    readonly double[] parameters = subject.Written;

    /// <summary>
    /// The worst of the value, and the worst of the derivatives; or, where a result is no number, that alone.
    /// </summary>
    public IEnumerable<Finding> Findings()
    {
        var first = new Trial(subject, points, cancellation);
        var closer = new Trial(subject, first.Closer(), cancellation);
        var all = Enumerable.Range(0, first.Outputs)
            .Select(output => Worse(Worst(first, output), Worst(closer, output))).OfType<Finding>().ToArray();
        return all.FirstOrDefault(finding => finding.Disease == Disease.NotANumber) is { } none ? [none]
            : all.GroupBy(finding => finding.Output == 0)
                .Select(group => group.OrderByDescending(finding => finding.Error).First());
    }

    static Finding? Worse(Finding? a, Finding? b)
        => a is null || b is null ? a ?? b
            : a.Disease != b.Disease ? a.Disease == Disease.NotANumber ? a : b
            : a.Error >= b.Error ? a
            : b;

    Finding? Worst(Trial trial, int output)
    {
        var errors = trial.Errors[output];
        var suspects = Enumerable.Range(0, errors.Length).Where(k => errors[k] > subject.Bound(output))
            .OrderByDescending(k => errors[k]).ToList();
        if (suspects.Count > 0)
            suspects = new ToleranceNearRoots(subject, output, trial, cancellation).Without(suspects);
        // Where neither has a number there may be one all the same: a few of these, from different places.
        var unknown = Enumerable.Range(0, errors.Length).Where(k => errors[k] < 0).ToArray();
        var doubtful = new Doubts(subject, output, cancellation).Of(trial);
        foreach (var k in suspects.Take(Trials).Concat(doubtful)
            .Concat(unknown.Where((_, i) => i % (unknown.Length / Unknown + 1) == 0)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Confirmed(trial, output, k) is { } finding) return finding;
        }
        return null;
    }

    Finding? Confirmed(Trial trial, int output, int k)
    {
        float[] at = [.. trial.Inputs.Select(input => (float)input[k])];
        var truth = BigTruth.At(subject.Definition.Body, at, parameters, trainables, order: 1);
        if ((output == 0 ? truth.Value : truth.Slopes?[output - 1]) is not { } number) return null;
        var (got, right) = ((float)trial.Actual[output][k], number.ToDouble());
        var error = Ulp.Error(got, right);
        if (error <= subject.Bound(output)) return null;
        var isNone = got == 0 ? Math.Abs(right) >= LeastNormal : !float.IsFinite(got) && Math.Abs(right) < Overflow;
        return new(isNone ? Disease.NotANumber : Disease.BoundBroken, output, at.ToEquatable(), got, right, error);
    }
}
