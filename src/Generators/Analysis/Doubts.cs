// Where double precision loses digits that a float shows: every intermediate value of the stable form is disturbed at
// random by a few units of its last place, and what arrives at the output is looked at (stochastic arithmetic).
namespace Kernels.Analysis;

internal sealed class Doubts(CheckedKernel subject, int output, CancellationToken cancellation)
{
    /// <summary>Points that are tried, and how many of them may be doubted.</summary>
    const int Points = 192, Most = 4, Seed = 67;

    /// <summary>The exponents of a disturbance, and of what it may become.</summary>
    const int Disturbance = -50, Shown = -25;

    readonly Body function = Body.From(subject.Stable.Load(new ExprPool())[output]);

    /// <summary>The points where most is lost, if a float shows it.</summary>
    public IEnumerable<int> Of(Trial trial)
    {
        var random = new Draws(Seed);
        double Disturb(double value) => value * (1 + Math.ScaleB(2 * random.NextDouble() - 1, Disturbance));
        var points = trial.Inputs[0].Length;
        var lost = new List<(double Lost, int Point)>();
        for (var k = 0; k < points; k += points / Points + 1)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] at = [.. trial.Inputs.Select(input => input[k])];
            var value = trial.Expected[output][k];
            var part = Math.Abs(Interpreter.Run(function, at, subject.Parameters, round: Disturb)[0] - value)
                / Math.Abs(value);
            if (part > Math.ScaleB(1, Shown) || double.IsNaN(part) && value == 0) lost.Add((part, k));
        }
        return lost.OrderByDescending(each => each.Lost).Take(Most).Select(each => each.Point);
    }
}
