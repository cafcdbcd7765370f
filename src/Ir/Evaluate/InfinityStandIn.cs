// A finite number that stands for an infinity of a row, on the way to the limit of the row's results.
namespace Kernels.Ir;

/// <param name="Power">The power of two that stands for an infinite constant of the formula.</param>
/// <param name="Spread">
/// How many powers the first infinity of the row is larger than that, and each further one than the one before.
/// </param>
internal readonly record struct InfinityStandIn(int Power, int Spread)
{
    /// <summary>
    /// Several ways to the limit: with all infinities of one size, and with each far larger or far smaller than the one
    /// before. Infinite constants come first: a row with nothing but masked columns has different limits, so none.
    /// </summary>
    public static InfinityStandIn[][] Paths { get; } = [.. ((int[])[0, 8, -8]).Select(Path)];

    static InfinityStandIn[] Path(int spread)
        => [.. ((int[])[100, 106, 112, 118]).Select(power => new InfinityStandIn(power, spread))];

    /// <summary>The inputs of a row, with a finite number in the place of each infinity.</summary>
    public double[][] In(double[][] inputs)
    {
        var (power, spread, infinities) = (Power, Spread, 0);
        double Number(double value)
            => double.IsInfinity(value) ? Math.ScaleB(Math.Sign(value), power + spread * ++infinities) : value;
        return [.. inputs.Select(values => values.Select(Number).ToArray())];
    }
}
