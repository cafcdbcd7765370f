// The questions that SpecialValues asks. What lies at infinity or at a signed zero is not for arbitrary precision, so
// it is told by the truth at finite arguments that approach it.
using System.Globalization;
using Kernels.Ir;

namespace Kernels.Verification;

internal sealed class SpecialValueCases(ActivationInfo activation, KernelRunner runner)
{
    /// <summary>
    /// Arguments on the way to infinity: enough of them that no oscillation seems to have a direction.
    /// </summary>
    static readonly float[] Approach = [1e30f, 1e31f, 3e32f, 1e34f, 3e35f, 1e37f, 3e38f];

    const int Points = 1 << 13;

    readonly Oracle oracle = new(activation);

    public List<string> Failures { get; } = [];
    public int Checked { get; private set; }

    public void NotANumber(int input, float other)
    {
        var point = Point(input, float.NaN, other);
        // A definition may choose a constant where a comparison with NaN fails; then its kernel must too.
        Judge(float.IsNaN(Call("Forward", point)[0]) || !double.IsNaN(Defined(point)), point,
            "the value is a number although an input is none");
        foreach (var (name, value, quantity) in Derivatives(point))
            if (IsSmooth && Varies(quantity, input, other))
                Judge(float.IsNaN(value), point, $"{name} is a number although an input is none");
    }

    public void Infinity(int input, int side, float other)
    {
        var point = Point(input, side * float.PositiveInfinity, other);
        Truth[] approach = [.. Approach.Select(x => oracle.At(Point(input, side * x, other), order: 2))];
        Limit("y", Call("Forward", point)[0], [.. approach.Select(truth => truth.Value)], activation.MaxUlp, point);
        foreach (var (name, value, quantity) in Derivatives(point, atInfinity: true))
            Limit(name, value, [.. approach.Select(quantity.In)], quantity.Bound(activation), point);
    }

    public void Zero(int input, int side, float other)
    {
        var point = Point(input, side < 0 ? -0f : 0f, other);
        if (oracle.At(point).Value is not { } at
            || oracle.At(Point(input, side * float.Epsilon, other)).Value is not { } beside)
            return;
        var actual = Call("Forward", point)[0];
        Judge(Ulp.Error(actual, at) <= activation.MaxUlp, point, $"y is {Text(actual)}, in truth {at}");
        if (!at.IsZero || beside.IsZero) return;
        // The sign of the values beside it, or that of the formula as written: -0 + 0 is +0.
        var signs = (bool[])[beside.Sign < 0, double.IsNegative(Defined(point))];
        Judge(signs.Contains(float.IsNegative(actual)), point, $"y is a zero of the wrong sign, {Text(actual)}");
    }

    public void NeverNaN()
    {
        var inputs = Samples.Stratified(Points, activation);
        foreach (var upstream in (float[])[1, -2.5e38f, 1e-40f, 0])
        {
            foreach (var (kernel, direction, name) in MeasuredOutput.Runs(activation, runner)
                .Where(run => run.Kernel.Name is not ("Forward" or "ForwardWithDerivative")))
            {
                var outputs = KernelInputs.Run(runner, activation, kernel, inputs,
                    [.. Enumerable.Repeat(upstream, Points)], direction: direction);
                var quantities = MeasuredOutput.Of(activation, kernel, direction);
                for (var i = 0; i < outputs.Length; i++)
                    for (var k = 0; k < Points; k++)
                    {
                        Checked++;
                        if (!float.IsNaN(outputs[i][k])) continue;
                        // Where the derivative does not exist, or is beyond the floats, any answer is as good;
                        // so where another is that 0 multiplies.
                        float[] point = [.. inputs.Select(input => input[k])];
                        var truth = oracle.At(point, order: 2, position: k);
                        if (float.IsFinite(quantities[i].In(truth)?.ToSingle() ?? float.NaN)
                            && (inputs.Length == 1 || !MeasuredOutput.TakesDirections(kernel) || truth.IsFloat))
                            Failures.Add(Sentence(point, $"{kernel.Destinations[i]} of {name} "
                                + $"is NaN with an upstream gradient of {Text(upstream)}"));
                    }
            }
        }
    }

    /// <summary>Where the truth has a limit, the result is it.</summary>
    void Limit(string output, float actual, BigFloat?[] truths, double bound, float[] point)
    {
        if (truths.Any(truth => truth is null)) return;
        BigFloat[] path = [.. truths.Select(truth => truth!.Value)];
        if (PathLimit.Of(path) is not { } limit) return;
        // Where another input multiplies by exactly 0, as log(1) does, ∞·0 is NaN as in IEEE 754:
        // the other's limit is not that of both.
        if (output == "y" && float.IsNaN(actual) && point.Length > 1 && path.All(value => value.IsZero)
            && double.IsNaN(Defined(point)))
            return;
        // A step with an infinite gradient says so: ∞/∞ is NaN, and no step of a length that has a limit. Or it looks
        // for it, and does what its formula says.
        if (activation.IsStep && actual.Equals((float)Defined(point))) return;
        var right = float.IsInfinity(limit) || limit == 0 ? actual == limit : Ulp.Error(actual, limit) <= bound + 0.5;
        Judge(right, point, $"{output} is {Text(actual)}, the limit is {Text(limit)}");
        if (right && limit == 0 && !path[^1].IsZero && output == "y")
            Judge(float.IsNegative(actual) == path[^1].Sign < 0, point,
                $"{output} is a zero of the wrong sign, {Text(actual)}");
    }

    /// <summary>The derivatives as all kernels give them; at infinity without those that multiply one by 0.</summary>
    IEnumerable<(string Name, float Value, MeasuredOutput MeasuredOutput)> Derivatives(
        float[] point, bool atInfinity = false)
        => from run in MeasuredOutput.Runs(activation, runner)
           where !atInfinity || point.Length == 1 || !MeasuredOutput.TakesDirections(run.Kernel)
           let quantities = MeasuredOutput.Of(activation, run.Kernel, run.Direction)
           from output in Call(run.Kernel.Name, point, run.Direction).Select((value, i) => (Value: value, At: i))
           where quantities[output.At].Order > 0
           where !(atInfinity && float.IsNaN(output.Value) && MeetsZero(run.Kernel, point, output.At))
           select ($"{run.Kernel.Destinations[output.At]} of {run.Name}", output.Value, quantities[output.At]);

    /// <summary>
    /// Of several results: whether the slope of another one, at which 0 arrives,
    /// is infinite. 0·∞ is NaN as in IEEE 754.
    /// </summary>
    bool MeetsZero(KernelInfo kernel, float[] point, int output)
    {
        if (kernel.Of is not { WritesResults: false } of) return false;
        var others = Enumerable.Range(0, of.Results).Where(other => other != of.Result);
        return others.Any(other => !float.IsFinite(Call((of with { Result = other }).Seen(), point)[output]));
    }

    /// <summary>No choice and no kink: a comparison with NaN takes a branch, whose slope may be a number.</summary>
    bool IsSmooth => Definition.Read(activation.Ir).Body.Instructions
        .All(step => step.Op is not (Op.Select or Op.Min or Op.Max or Op.Clamp or Op.Abs or Op.Floor));

    /// <summary>Whether a derivative depends on an input: the slope of a linear one does not.</summary>
    bool Varies(MeasuredOutput quantity, int input, float other)
        => quantity.In(oracle.At(Point(input, -0.75f, other), order: 2)) is { } a
            && quantity.In(oracle.At(Point(input, 0.5f, other), order: 2)) is { } b && !(a - b).IsZero;

    /// <summary>What the definition itself gives, in double precision.</summary>
    double Defined(float[] point)
        => activation.Definition([.. point.Select(x => (double)x)], activation.ParametersAt(0));

    float[] Call(string kernel, float[] point, int direction = 0) => Call(activation[kernel], point, direction);

    float[] Call(KernelInfo kernel, float[] point, int direction = 0)
        => [.. KernelInputs.Run(runner, activation, kernel, [.. point.Select(x => (float[])[x])], direction: direction)
            .Select(output => output[0])];

    float[] Point(int input, float x, float other) => [.. activation.Inputs.Select((_, i) => i == input ? x : other)];

    void Judge(bool right, float[] point, string wrong)
    {
        Checked++;
        if (!right) Failures.Add(Sentence(point, wrong));
    }

    string Sentence(float[] point, string wrong)
        => $"{activation.FullName} on {runner.Name} at {UlpReport.Spell(point)}: {wrong}";

    static string Text(float x) => x.ToString("G9", CultureInfo.InvariantCulture);
}
