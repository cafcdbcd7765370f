// Numeric differentiation by Ridders' method: difference quotients over a wide range of steps,
// Richardson's extrapolation over all of them, and of the whole table the entry whose neighbours agree
// best. So no step size has to be guessed.
namespace Kernels.Verification;

/// <param name="Error">How far the value may be off; infinite where no step gave a number.</param>
internal readonly record struct NumericSlope(double Value, double Error)
{
    const int Levels = 14;
    const double Epsilon = 1.1102230246251565e-16;

    /// <summary>Where the steps begin: an eighth, of x where that is more.</summary>
    public static double LargestStep(double x) => Math.ScaleB(1, Math.Max(0, Math.ILogB(x)) - 3);

    /// <summary>The derivative from both sides: errors fall with the square of the step.</summary>
    public static NumericSlope Central(Func<double, double> f, double x, double noise)
        => Ridders(h => (f(x + h) - f(x - h), 2 * h), noise, x, 4);

    /// <summary>The one-sided derivative: from the right for <paramref name="side"/> 1, from the left for -1.</summary>
    public static NumericSlope OneSided(Func<double, double> f, double x, int side, double noise)
    {
        var y = f(x);
        return Ridders(h => (f(x + side * h) - y, side * h), noise, x, 2);
    }

    static NumericSlope Ridders(
        Func<double, (double Rise, double Run)> difference, double noise, double x, double ratio)
    {
        var best = new NumericSlope(double.NaN, double.PositiveInfinity);
        var above = new double[Levels];
        // Powers of two beside x: x ± h is exact, so the run is what it says.
        var step = LargestStep(x);
        for (var level = 0; level < Levels; level++, step /= 2)
        {
            var (rise, run) = difference(step);
            var row = new double[Levels];
            row[0] = rise / run;
            var floor = 2 * (noise + Epsilon * Math.Abs(rise)) / step;
            var factor = ratio;
            for (var order = 1; order <= level; order++, factor *= ratio)
            {
                row[order] = row[order - 1] + (row[order - 1] - above[order - 1]) / (factor - 1);
                var error =
                    floor + Math.Max(Math.Abs(row[order] - row[order - 1]), Math.Abs(row[order] - above[order - 1]));
                if (error < best.Error) best = new(row[order], error);
            }
            above = row;
        }
        return best;
    }
}
