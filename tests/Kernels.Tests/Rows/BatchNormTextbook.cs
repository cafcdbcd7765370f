// Batch normalisation of one column in double precision, as Ioffe and Szegedy 2015 write it: algorithm 1, and the chain
// rule of section 3 with every term in its place.
namespace Kernels.Tests.Rows;

sealed class BatchNormTextbook
{
    readonly double[] x;
    readonly double weight;
    readonly double bias;

    public BatchNormTextbook(double[] x, double weight, double bias)
    {
        (this.x, this.weight, this.bias) = (x, weight, bias);
        Mean = x.Average();
        Variance = x.Average(value => (value - Mean) * (value - Mean));
        Deviation = Math.Sqrt(Variance + 1e-5f);
        Normal = [.. x.Select(value => (value - Mean) / Deviation)];
    }

    public double Mean { get; }

    public double Variance { get; }

    /// <summary>√(variance + ε)</summary>
    public double Deviation { get; }

    public double[] Normal { get; }

    public IEnumerable<double> Y => Normal.Select(normal => weight * normal + bias);

    public (double[] Dx, double Dweight, double Dbias) Backward(double[] dy)
    {
        double[] dnormal = [.. dy.Select(slope => slope * weight)];
        var dvariance = -0.5 * Math.Pow(Deviation, -3) * dnormal.Zip(x, (slope, value) => slope * (value - Mean)).Sum();
        var dmean = -dnormal.Sum() / Deviation + dvariance * -2 * x.Sum(value => value - Mean) / x.Length;
        return ([.. dnormal.Zip(x,
            (slope, value) => slope / Deviation + dvariance * 2 * (value - Mean) / x.Length + dmean / x.Length)],
            dy.Zip(Normal, (slope, normal) => slope * normal).Sum(), dy.Sum());
    }

    /// <summary>The derivative of Σ dy·y by the value in one row, from values of y alone.</summary>
    public double Slope(double[] dy, int row)
    {
        const double Step = 1e-4;
        return (Loss(Step) - Loss(-Step)) / (2 * Step);
        double Loss(double step)
            => new BatchNormTextbook([.. x.Select((value, i) => i == row ? value + step : value)], weight, bias).Y
                .Zip(dy, (y, slope) => y * slope).Sum();
    }
}
