// Judges derivatives against numeric ones, and keeps count. What a numeric derivative in double precision finds wrong
// is looked at again by one that is certain: a function may be steep, or have a kink, where its steps do not see it.
using System.Globalization;

namespace Kernels.Verification;

internal sealed class SlopeJudge(ActivationInfo activation, string runner)
{
    /// <summary>
    /// What a derivative may differ, relative to itself: far above a kernel's error, far below an error of formula.
    /// </summary>
    const double Tolerance = 1e-5;

    /// <summary>
    /// And relative to the derivative a quarter beside: near its roots only an absolute error makes sense.
    /// </summary>
    const double RootTolerance = 4e-6;

    /// <summary>After so many that are wrong for certain, the rest is believed: certainty is dear.</summary>
    const int Most = 32;

    readonly int[] counts = new int[3];

    public List<string> Failures { get; } = [];
    public double Max { get; private set; }
    public IReadOnlyList<float> Worst { get; private set; } = [];

    public int Of(SlopeKind kind) => counts[(int)kind];

    /// <param name="name">What is judged.</param>
    /// <param name="actual">The kernel's result: <paramref name="upstream"/> times the derivative.</param>
    /// <param name="atKink">The derivative by convention, asked for at kinks only.</param>
    /// <param name="certain">The numeric derivative that is certain,
    /// asked for where the other finds something wrong.</param>
    /// <param name="isConvention">Whether at a kink the convention alone is right;
    /// otherwise so is anything between the one-sided derivatives.</param>
    public void Judge(string name, LocalSlope slope, float[] point, float actual, double upstream, Func<double> atKink,
        Func<LocalSlope> certain, bool isConvention)
    {
        if (slope.Kind != SlopeKind.Unsure && !Fits(slope, isCertain: false, out _, out _) && Failures.Count < Most)
        {
            var sure = certain();
            slope = sure with { Scale = Math.Max(sure.Scale, slope.Scale) };
        }
        counts[(int)slope.Kind]++;
        if (slope.Kind == SlopeKind.Unsure) return;
        var right = Fits(slope, isCertain: true, out var error, out var allowed);
        if (error > Max) (Max, Worst) = (error, point);
        if (right) return;
        var kink = slope.Kind == SlopeKind.Kink
            ? FormattableString.Invariant($", at a kink from {slope.Lowest:G9} to {slope.Highest:G9}")
            : "";
        var expected = slope.Kind == SlopeKind.Kink ? atKink() : slope.Value;
        Failures.Add(string.Create(CultureInfo.InvariantCulture,
            $"{activation.FullName} {name} on {runner} at {UlpReport.Spell(point)} is {actual / upstream:G9}, "
                + $"numerically {expected:G9} ± {allowed:G2}{kink}"));

        bool Fits(LocalSlope slope, bool isCertain, out double error, out double allowed)
        {
            var derivative = actual / upstream;
            var expected = slope.Kind == SlopeKind.Kink ? atKink() : slope.Value;
            allowed = Tolerance * Math.Abs(expected) + RootTolerance * slope.Scale + slope.Error
                + activation.MaxSecondUlp * float.Epsilon / Math.Abs(upstream);
            error = 0;
            // Beyond the floats a kernel's answer is infinity, and right.
            if (float.IsInfinity((float)(expected * upstream)) && actual == (float)(expected * upstream)) return true;
            error = Math.Abs(derivative - expected) / allowed;
            var isBetween = slope.Kind == SlopeKind.Smooth
                || derivative >= slope.Lowest - allowed && derivative <= slope.Highest + allowed;
            if (isConvention || slope.Kind == SlopeKind.Smooth) return error <= 1 && isBetween;
            if (!isCertain || !isBetween) return error <= 1;
            error = Math.Min(error, 1);
            return true;
        }
    }
}
