// The questions that SpecialValues asks. What lies at infinity or at a signed zero is not for arbitrary precision, so it
// is told by the truth at finite arguments that approach it.
using System.Globalization;

namespace Kernels.Verification;

internal sealed class Examination(ActivationInfo activation, KernelRunner runner)
{
    /// <summary>Arguments on the way to infinity: enough of them that no oscillation seems to have a direction.</summary>
    static readonly float[] Approach = [1e30f, 1e31f, 3e32f, 1e34f, 3e35f, 1e37f, 3e38f];

    const int Points = 1 << 13;

    readonly Oracle oracle = new(activation);

    public List<string> Failures { get; } = [];
    public int Checked { get; private set; }

    public void NotANumber(int input, float other)
    {
        var point = Point(input, float.NaN, other);
        // A definition may choose a constant where a comparison with NaN fails; then its kernel must too.
        double[] parameters = [.. activation.Parameters.Select(parameter => (double)parameter.Default)];
        var isNumber = !double.IsNaN(activation.Definition([.. point.Select(x => (double)x)], parameters));
        Judge(float.IsNaN(Call("Forward", point)[0]) || isNumber, point, "the value is a number although an input is none");
    }

    public void Infinity(int input, int side, float other)
    {
        var point = Point(input, side * float.PositiveInfinity, other);
        Truth[] approach = [.. Approach.Select(x => oracle.At(Point(input, side * x, other)))];
        Limit("y", Call("Forward", point)[0], [.. approach.Select(truth => truth.Value)], activation.MaxUlp, point);
        var gradients = Call("Backward", point);
        for (var i = 0; i < gradients.Length; i++)
            Limit("d" + activation.Inputs[i], gradients[i], [.. approach.Select(truth => truth.Slopes?[i])], activation.MaxGradientUlp, point);
    }

    public void Zero(int input, int side, float other)
    {
        var point = Point(input, side < 0 ? -0f : 0f, other);
        if (oracle.At(point).Value is not { } at || oracle.At(Point(input, side * float.Epsilon, other)).Value is not { } beside) return;
        var actual = Call("Forward", point)[0];
        Judge(Ulp.Error(actual, at) <= activation.MaxUlp, point, $"y is {Text(actual)}, in truth {at}");
        if (at.IsZero && !beside.IsZero)
            Judge(float.IsNegative(actual) == beside.Sign < 0, point, $"y is a zero of the wrong sign, {Text(actual)}");
    }

    public void NeverNaN()
    {
        var inputs = Samples.Stratified(Points, activation);
        foreach (var upstream in (float[])[1, -2.5e38f, 1e-40f, 0])
        {
            var gradients = KernelInputs.Run(runner, activation, activation["Backward"], inputs, [.. Enumerable.Repeat(upstream, Points)]);
            for (var i = 0; i < gradients.Length; i++)
                for (var k = 0; k < Points; k++)
                {
                    float[] point = [.. inputs.Select(input => input[k])];
                    Checked++;
                    if (!float.IsNaN(gradients[i][k])) continue;
                    // Where the derivative does not exist, or is beyond the floats, any answer is as good.
                    if (float.IsFinite(oracle.Slope(point, i)?.ToSingle() ?? float.NaN))
                        Failures.Add(Sentence(point, $"d{activation.Inputs[i]} is NaN with an upstream gradient of {Text(upstream)}"));
                }
        }
    }

    /// <summary>
    /// The limit is where the truth stands still; else it is 0 or infinite, by where the truth goes; and what goes to and fro, like a
    /// sine, has none: any answer is as good.
    /// </summary>
    void Limit(string output, float actual, BigFloat?[] truths, double bound, float[] point)
    {
        if (truths.Any(truth => truth is null)) return;
        BigFloat[] approach = [.. truths.Select(truth => truth!.Value)];
        var b = approach[^1];
        var steps = approach.Zip(approach.Skip(1), (near, far) => near.Sign * far.Sign < 0 ? (int?)null : BigFloat.Abs(far).CompareTo(BigFloat.Abs(near))).Distinct().ToArray();
        var stands = approach.All(truth => truth.ToSingle() == b.ToSingle());
        if (!stands && (steps.Contains(null) || steps.Contains(-1) && steps.Contains(1))) return;
        var limit = stands ? b.ToSingle() : steps.Contains(1) ? b.Sign * float.PositiveInfinity : b.Sign * 0f;
        var right = float.IsInfinity(limit) || limit == 0 ? actual == limit : Ulp.Error(actual, limit) <= bound + 0.5;
        Judge(right, point, $"{output} is {Text(actual)}, the limit is {Text(limit)}");
        if (right && limit == 0 && !b.IsZero && output == "y")
            Judge(float.IsNegative(actual) == b.Sign < 0, point, $"{output} is a zero of the wrong sign, {Text(actual)}");
    }

    float[] Call(string kernel, float[] point)
        => [.. KernelInputs.Run(runner, activation, activation[kernel], [.. point.Select(x => (float[])[x])]).Select(output => output[0])];

    float[] Point(int input, float x, float other) => [.. activation.Inputs.Select((_, i) => i == input ? x : other)];

    void Judge(bool right, float[] point, string wrong)
    {
        Checked++;
        if (!right) Failures.Add(Sentence(point, wrong));
    }

    string Sentence(float[] point, string wrong) => $"{activation.FullName} on {runner.Name} at {UlpReport.Spell(point)}: {wrong}";

    static string Text(float x) => x.ToString("G9", CultureInfo.InvariantCulture);
}
