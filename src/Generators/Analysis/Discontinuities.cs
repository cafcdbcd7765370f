// Points where a formula has no derivative and no convention gives one: its value jumps where one branch meets another,
// or it has no slope, or no value, at a single point (√(x²), sin(x)/x). What may be critical is where the operands of a
// comparison meet, and where a denominator, a radicand, the argument of a logarithm or the base of a power is 0.
// Extremes, |x|, steps and signs have conventions.
using Kernels.Optimise;

namespace Kernels.Analysis;

internal sealed class Discontinuities(CheckedKernel subject, CancellationToken cancellation)
{
    /// <summary>Candidates that are tried: a formula with more has said enough.</summary>
    const int Most = 16;

    /// <summary>Where the other inputs stand.</summary>
    const float HeldAt = 1.2345678f;

    /// <summary>
    /// A difference of neighbouring values above so many times what the slopes explain,
    /// and this part of them, is a jump.
    /// </summary>
    const double Slack = 16, Least = 1e-5;

    readonly Body formula = subject.Definition.Body;
    readonly double[] parameters = [.. subject.Parameters.Select(parameter => (double)(float)parameter)];

    public IEnumerable<Finding> Findings()
    {
        var critical = Critical();
        if (critical.Outputs.Count == 0 || subject.Definition.IsStep) yield break;
        double[] line = [.. Points.Line(subject.Definition).Distinct().OrderBy(x => x)];
        foreach (var input in Followed.Of([subject.Stable], subject.Definition.Inputs.Count))
        {
            var values = Run(critical, line, input);
            var tried = new HashSet<float>();
            for (var each = 0; each < values.Length; each++)
                foreach (var at in Zeros(critical, each, input, line, values[each]))
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (tried.Count >= Most || !tried.Add(at)) continue;
                    if (Judged(at, input) is not { } finding) continue;
                    yield return finding;
                    yield break;
                }
        }
    }

    /// <summary>What is critical where it is 0, as the outputs of a body.</summary>
    Body Critical()
    {
        var pool = new ExprPool();
        var reached = Differentiated(formula.Load(pool)[0]);
        var signs = reached.Where(IsSign).SelectMany(sign => new[] { sign, sign[2] }).ToArray();
        var conditions = reached.Where(e => e.Op == Op.Select && !signs.Contains(e)).SelectMany(e => Body.Reached(e[0]))
            .Where(e => e.Op is Op.Lt or Op.Le or Op.Gt or Op.Ge or Op.Eq);
        var arguments = reached.Select(e => e.Op switch
        {
            Op.Div when !e[1].IsConstant => e[1],
            Op.Sqrt or Op.Log or Op.Log2 or Op.Pow => e[0],
            Op.Log1P => pool.Add(pool.Constant(1), e[0]),
            _ => null,
        });
        Expr[] all = [.. conditions.Select(e => pool.Sub(e[0], e[1])).Concat(arguments.OfType<Expr>())
            .Where(e => !e.IsConstant).Distinct()];
        return Body.From(all);
    }

    /// <summary>
    /// What a derivative goes through: what is stopped may jump, as the step of a surrogate gradient does.
    /// </summary>
    static List<Expr> Differentiated(Expr output)
    {
        var (reached, open) = (new HashSet<Expr>(), new Stack<Expr>([output]));
        while (open.Count > 0)
        {
            var e = open.Pop();
            if (!reached.Add(e) || e.Op == Op.Detach) continue;
            foreach (var argument in e.Arguments) open.Push(argument);
        }
        return [.. reached.OrderBy(e => e.Id)];
    }

    /// <summary>As the vocabulary writes Sign: ±1, and x itself, with no slope, in between.</summary>
    static bool IsSign(Expr e)
        => e.Op == Op.Select && e[1].Is(1) && e[2].Op == Op.Select && e[2][1].Is(-1)
            && e[2][2].Op == Op.Detach && e[2][2][0] == e[0][0];

    /// <summary>The floats at which it is 0, or the last before its sign changes.</summary>
    IEnumerable<float> Zeros(Body critical, int each, int input, double[] line, double[] values)
    {
        for (var k = 0; k < line.Length; k++)
            if (values[k] == 0 && (k == 0 || k == line.Length - 1 || values[k - 1] != 0 || values[k + 1] != 0))
                yield return (float)line[k];
            else if (k > 0 && values[k - 1] * values[k] < 0)
                yield return Bisect((float)line[k - 1], (float)line[k], Math.Sign(values[k - 1]));

        float Bisect(float low, float high, int sign)
        {
            for (var (a, b) = (Floats.Place(low), Floats.Place(high)); (long)b - a > 1;)
            {
                var middle = (int)(((long)a + b) / 2);
                var value = Run(critical, [Floats.At(middle)], input)[each][0];
                if (value == 0) return Floats.At(middle);
                if (Math.Sign(value) == sign) (a, low) = (middle, Floats.At(middle)); else b = middle;
            }
            return low;
        }
    }

    Finding? Judged(float at, int input)
    {
        var (low, high) = (Floats.Next(at, -1), Floats.Next(at, 1));
        var (before, here, after) = (Truth(low, input), Truth(at, input), Truth(high, input));
        if (before.Value is not { } left || after.Value is not { } right) return null;
        var size = Run(formula, [at - 0.5, at + 0.5], input)[0].Select(Math.Abs).Where(double.IsFinite)
            .Concat([Size(left), Size(right)]).Max();
        if (here.Value is not { } middle) return Bad("it has no value there, though it has on both sides");
        if (IsJump(left, before, middle, here, (double)at - low)) return Bad(Jump(left, middle));
        if (IsJump(middle, here, right, after, (double)high - at)) return Bad(Jump(middle, right));
        return here.Slopes is null && before.Slopes is not null && after.Slopes is not null
            ? Bad("it has a value there, but no slope")
            : null;

        // A smooth formula's neighbouring values differ by no more than the slopes say.
        bool IsJump(BigFloat a, Truth atA, BigFloat b, Truth atB, double step)
            => Size(b - a) is var difference && difference > Least * size
                && difference > Slack * step * Math.Max(Slope(atA, input), Slope(atB, input));

        string Jump(BigFloat from, BigFloat to)
            => $"its value jumps from {Floats.Text(from.ToDouble())} to {Floats.Text(to.ToDouble())}";

        Finding Bad(string reason)
            => new(Disease.NotDifferentiable, input + 1, Point(at, input).ToEquatable(),
                left.ToDouble(), right.ToDouble(), 0, reason);
    }

    static double Size(BigFloat value) => Math.Abs(value.ToDouble());

    static double Slope(Truth truth, int input)
        => truth.Slopes is { } slopes ? Math.Abs(slopes[input].ToDouble()) : double.PositiveInfinity;

    Truth Truth(float at, int input) => BigTruth.At(formula, Point(at, input), parameters, [], order: 1);

    float[] Point(float at, int input) => [.. subject.Definition.Inputs.Select((_, i) => i == input ? at : HeldAt)];

    double[][] Run(Body body, double[] points, int input)
        => LaneInterpreter.InDouble.Run(body, [.. subject.Definition.Inputs.Select(
            (_, i) => i == input ? points : (double[])[.. points.Select(_ => (double)HeldAt)])],
            subject.Parameters, cancellation);
}
