// Judges derivatives against numeric ones, and keeps count.
namespace Kernels.Verification;

internal sealed class SlopeJudge(ActivationInfo activation, string runner)
{
    /// <summary>What a derivative may differ, relative to itself: far above a kernel's error, far below an error of formula.</summary>
    const double Tolerance = 1e-5;

    /// <summary>And relative to the derivative a quarter beside: near its roots only an absolute error makes sense.</summary>
    const double RootTolerance = 4e-6;

    readonly int[] counts = new int[3];

    public List<string> Failures { get; } = [];
    public double Max { get; private set; }
    public IReadOnlyList<float> Worst { get; private set; } = [];

    public int Of(SlopeKind kind) => counts[(int)kind];

    /// <param name="name">What is judged.</param>
    /// <param name="actual">The kernel's result: <paramref name="upstream"/> times the derivative.</param>
    /// <param name="atKink">The derivative by convention, asked for at kinks only.</param>
    /// <param name="isBetween">Whether at a kink it lies between the one-sided derivatives: so where the function does not jump.</param>
    public void Judge(string name, LocalSlope slope, float[] point, float actual, double upstream, Func<double> atKink, bool isBetween)
    {
        counts[(int)slope.Kind]++;
        if (slope.Kind == SlopeKind.Unsure) return;
        var (expected, lowest, highest) = slope.Kind == SlopeKind.Smooth ? (slope.Value, slope.Value, slope.Value)
            : isBetween ? (atKink(), slope.Lowest, slope.Highest) : (atKink(), double.NegativeInfinity, double.PositiveInfinity);
        // Beyond the floats a kernel's answer is infinity, and right.
        if (float.IsInfinity((float)(expected * upstream)) && actual == (float)(expected * upstream)) return;
        var allowed = Tolerance * Math.Abs(expected) + RootTolerance * slope.Scale + slope.Error + activation.MaxSecondUlp * float.Epsilon / Math.Abs(upstream);
        var derivative = actual / upstream;
        var error = Math.Abs(derivative - expected) / allowed;
        if (error > Max) (Max, Worst) = (error, point);
        if (error <= 1 && derivative >= lowest - allowed && derivative <= highest + allowed) return;
        var kink = slope.Kind == SlopeKind.Kink ? FormattableString.Invariant($", at a kink from {lowest:G9} to {highest:G9}") : "";
        Failures.Add(FormattableString.Invariant(
            $"{activation.FullName} {name} on {runner} at {UlpReport.Spell(point)} is {derivative:G9}, numerically {expected:G9} ± {allowed:G2}{kink}"));
    }
}
