// From a tally to a verdict: the oracle says what the error at each peak really is, and a sample says how right the
// reference was. A reference that is wrong is a failure of its own, not of the kernel.
using System.Globalization;
using Kernels.Verification;

namespace Kernels.Proof;

internal static class SweepJudge
{
    /// <summary>How far reference and oracle may be apart, in ULP.</summary>
    const double Agreement = 1.0 / 128;

    const int SamplePoints = 256;

    static readonly float[] Specials = [float.NaN, float.NegativeInfinity, float.PositiveInfinity, -0f, 0];

    public static SweepRow Row(Sweep sweep, int i, Tally tally, int stride)
    {
        var oracle = new Oracle(sweep.Activation);
        var doubts = new List<string>();
        var confirmed = tally with
        {
            Highest = Confirm(sweep, oracle, i, tally.Highest, doubts),
            Subnormal = Confirm(sweep, oracle, i, tally.Subnormal, doubts)
        };
        doubts.AddRange(Disagreements(sweep, oracle, i).Take(1));
        return SweepRow.Of(
            sweep.Activation.FullName, sweep.Kernel.Destinations[i], sweep.Activation.Inputs[sweep.Input],
            sweep.Kernel.Fingerprint, stride, sweep.Bound, sweep.NearRootBound, sweep.Rises,
            Special(sweep, i), confirmed, doubts);
    }

    static WorstCase Confirm(Sweep sweep, Oracle oracle, int i, WorstCase peak, List<string> doubts)
    {
        if (peak.Error == 0 || sweep.Truth(oracle, i, peak.At) is not { } truth) return peak;
        var error = Ulp.Error(Run(sweep, [peak.At])[i][0], truth);
        if (Math.Abs(error - peak.Error) > Agreement)
            doubts.Add(string.Create(CultureInfo.InvariantCulture, $"the reference is wrong at "
                + $"{UlpReport.Spell([peak.At])}: {peak.Error:R} ULP by it, {error:R} in truth"));
        return peak with { Error = error };
    }

    static IEnumerable<string> Disagreements(Sweep sweep, Oracle oracle, int i)
    {
        var points = Points(sweep, Samples.Stratified(SweepWorker.Length));
        var reference = new Reference(sweep.Activation, SweepWorker.Length, sweep.Outputs[i]);
        reference.Run(points);
        for (var k = 0; k < SamplePoints; k++)
        {
            var x = points[sweep.Input][k];
            if (sweep.Windows[i]?.Distance(x) <= UlpMeasure.RootWindow || sweep.Truth(oracle, i, x) is not { } truth)
                continue;
            var error = Math.Abs(reference[0][k] - truth.ToDouble()) / Ulp.Unit(truth.ToDouble());
            if (!(error <= Agreement) && float.IsFinite(truth.ToSingle()))
                yield return string.Create(CultureInfo.InvariantCulture, $"the reference is wrong at "
                    + $"{UlpReport.Spell([x])}: {reference[0][k]:R}, in truth {truth.ToDouble():R}");
        }
    }

    static string Special(Sweep sweep, int i)
        => string.Join(' ',
            Run(sweep, Specials)[i].Select(value => value.ToString("G9", CultureInfo.InvariantCulture)));

    static float[][] Run(Sweep sweep, float[] xs)
        => KernelInputs.Run(CpuRunner.Best, sweep.Activation, sweep.Kernel, Points(sweep, xs));

    static float[][] Points(Sweep sweep, float[] xs)
        => [.. sweep.Activation.Inputs.Select(
            (_, input) => input == sweep.Input ? xs : [.. xs.Select(_ => sweep.Others)])];
}
