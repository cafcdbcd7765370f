// First weights. The number of an element is a function of the seed and the element's position alone, so any part of a
// tensor can be filled by any thread, and a seed gives the same bits on every machine.
using Kernels.Ir;

namespace Kernels.Training;

/// <summary>
/// Fills weights with their first values. A seed gives the same bits on every machine and for any division of the
/// work: a call on a part of a tensor, with the position of its first element as <c>first</c>, gives that part.
/// </summary>
public static partial class Initialise
{
    /// <summary>The standard deviation of a standard normal number cut at ±2: √(1 - 4φ(2)/(Φ(2) - Φ(-2))).</summary>
    const double CutDeviation = 0.87962566103423978;

    /// <summary>Φ(-2), what is cut off on each side.</summary>
    const double CutTail = 0.022750131948179207;

    /// <summary>Normal numbers with mean 0.</summary>
    /// <param name="weights">What is filled.</param>
    /// <param name="deviation">Their standard deviation.</param>
    /// <param name="seed">Of the random numbers; give each tensor one of its own.</param>
    /// <param name="first">The position of the first element in its tensor.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative, no number or beyond floats, or the
    /// position is negative.</exception>
    public static void Normal(Span<float> weights, double deviation, ulong seed, long first = 0)
        => Fill(weights, Distribution.Normal, deviation, seed, first);

    /// <summary>
    /// Normal numbers cut at two standard deviations of the uncut distribution, with the standard deviation that is
    /// given: none is beyond 2.2737 of it. Each is the quantile of a number between what is cut off on both sides, so
    /// that none is drawn again and none gathers at the cut.
    /// </summary>
    /// <inheritdoc cref="Normal"/>
    public static void Truncated(Span<float> weights, double deviation, ulong seed, long first = 0)
        => Fill(weights, Distribution.Truncated, deviation, seed, first);

    /// <summary>Numbers between two bounds, each as likely; a bound itself only by rounding to float.</summary>
    /// <inheritdoc cref="Normal"/>
    /// <param name="low">The least.</param>
    /// <param name="high">The largest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The low bound is not below the high one, or one is no number; or
    /// the position is negative.</exception>
#pragma warning disable CS1573 // The others are those of Normal.
    public static void Uniform(Span<float> weights, double low, double high, ulong seed, long first = 0)
#pragma warning restore CS1573
    {
        if (!(low < high && float.IsFinite((float)low) && float.IsFinite((float)high)))
            throw new ArgumentOutOfRangeException(nameof(high), high, $"Nothing lies between {low} and {high}.");
        CheckPosition(first);
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(low + (high - low) * Philox.LongUniform(seed, first + i));
    }

    /// <summary>Random numbers of that distribution, mean 0 and standard deviation.</summary>
    /// <inheritdoc cref="Normal"/>
    /// <param name="distribution">How they are distributed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative, no number or beyond floats; the
    /// position is negative; or there is no such distribution.</exception>
#pragma warning disable CS1573
    public static void Fill(
        Span<float> weights, Distribution distribution, double deviation, ulong seed, long first = 0)
#pragma warning restore CS1573
    {
        if (!(deviation >= 0 && float.IsFinite((float)(16 * deviation))))
            throw new ArgumentOutOfRangeException(
                nameof(deviation), deviation, "A standard deviation is a number that is not negative.");
        CheckPosition(first);
        _ = Number(0.5); // refuses what is no distribution before anything is written
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(deviation * Number(Philox.LongUniform(seed, first + i)));

        double Number(double uniform) => distribution switch
        {
            Distribution.Normal => ScalarFunctions.NormalQuantile(uniform),
            Distribution.Uniform => Math.Sqrt(3) * (2 * uniform - 1),
            Distribution.Truncated => Math.Clamp(
                ScalarFunctions.NormalQuantile(CutTail + (1 - 2 * CutTail) * uniform), -2, 2) / CutDeviation,
            _ => throw new ArgumentOutOfRangeException(
                nameof(distribution), distribution, "There is no such distribution."),
        };
    }

    /// <summary>
    /// Of variance gain²·2/(in + out): a compromise between the passes, for layers with an activation that is near the
    /// identity at 0. Glorot and Bengio 2010.
    /// </summary>
    /// <param name="weights">What is filled.</param>
    /// <param name="fan">Of the layer.</param>
    /// <param name="seed">Of the random numbers; give each tensor one of its own.</param>
    /// <param name="distribution">How they are distributed.</param>
    /// <param name="gain">What the standard deviation is multiplied by.</param>
    /// <param name="first">The position of the first element in its tensor.</param>
    /// <exception cref="ArgumentException">The fan has no connections.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The gain is negative, no number or beyond floats; the position is
    /// negative; or there is no such distribution.</exception>
    public static void Xavier(
        Span<float> weights, Fan fan, ulong seed, Distribution distribution = Distribution.Uniform, double gain = 1,
        long first = 0)
        => Scaled(weights, fan, FanMode.Average, gain, distribution, seed, first);

    /// <summary>
    /// Of variance 2/((1 + slope²)·fan): for relu, and leaky relu of that slope. He et al. 2015, called Kaiming in
    /// PyTorch; for other activations <see cref="For{TActivation}"/> has the number in place of 2.
    /// </summary>
    /// <param name="weights">What is filled.</param>
    /// <param name="fan">Of the layer.</param>
    /// <param name="seed">Of the random numbers; give each tensor one of its own.</param>
    /// <param name="mode">Which connections count.</param>
    /// <param name="distribution">How they are distributed.</param>
    /// <param name="slope">Of the activation for negative inputs.</param>
    /// <param name="first">The position of the first element in its tensor.</param>
    /// <exception cref="ArgumentException">The fan has no connections.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The slope is no number, the position is negative, or there is no
    /// such mode or distribution.</exception>
    public static void He(
        Span<float> weights, Fan fan, ulong seed, FanMode mode = FanMode.In,
        Distribution distribution = Distribution.Normal, double slope = 0, long first = 0)
    {
        if (!double.IsFinite(slope))
            throw new ArgumentOutOfRangeException(nameof(slope), slope, "A slope is a finite number.");
        Scaled(weights, fan, mode, Math.Sqrt(2 / (1 + slope * slope)), distribution, seed, first);
    }

    /// <summary>
    /// Of variance 1/in: for layers without an activation, and for selu. LeCun et al. 1998, Klambauer et al. 2017.
    /// </summary>
    /// <param name="weights">What is filled.</param>
    /// <param name="fan">Of the layer.</param>
    /// <param name="seed">Of the random numbers; give each tensor one of its own.</param>
    /// <param name="distribution">How they are distributed.</param>
    /// <param name="first">The position of the first element in its tensor.</param>
    /// <exception cref="ArgumentException">The fan has no connections.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative, or there is no such
    /// distribution.</exception>
    public static void LeCun(
        Span<float> weights, Fan fan, ulong seed, Distribution distribution = Distribution.Normal, long first = 0)
        => Scaled(weights, fan, FanMode.In, 1, distribution, seed, first);

    /// <summary>
    /// Weights for a layer whose inputs went through <typeparamref name="TActivation"/>, of the gain that its formula
    /// has.
    /// </summary>
    /// <remarks>
    /// The gain is rounded to float before it is used: the exponentials of a formula differ in their last bits from
    /// machine to machine, and the weights do not.
    /// </remarks>
    /// <param name="weights">What is filled.</param>
    /// <param name="fan">Of the layer.</param>
    /// <param name="seed">Of the random numbers; give each tensor one of its own.</param>
    /// <param name="keep">What is kept from layer to layer.</param>
    /// <param name="distribution">How they are distributed.</param>
    /// <param name="biasVariance">For <see cref="Keep.EdgeOfChaos"/>: the variance that the biases are filled with,
    /// by <see cref="Normal"/> of its root.</param>
    /// <param name="first">The position of the first element in its tensor.</param>
    /// <exception cref="ArgumentException">The fan has no connections; or the activation has no such gain: f or f'
    /// has no mean square, or there is no edge of chaos for that variance of biases.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The variance or the position is negative, or there is no such
    /// distribution or thing to keep.</exception>
    public static void For<TActivation>(
        Span<float> weights, Fan fan, ulong seed, Keep keep = Keep.Forward,
        Distribution distribution = Distribution.Normal, double biasVariance = 0.05, long first = 0)
        where TActivation : IActivation
    {
        var (gain, mode) = keep switch
        {
            Keep.Forward => (TActivation.Info.Gain, FanMode.In),
            Keep.Gradient => (TActivation.Info.GradientGain, FanMode.Out),
            Keep.EdgeOfChaos => (Math.Sqrt(
                SignalPropagation.Of<TActivation>().EdgeOfChaos(biasVariance)?.WeightVariance ?? double.NaN),
                FanMode.In),
            _ => throw new ArgumentOutOfRangeException(nameof(keep), keep, "There is no such thing to keep."),
        };
        if (!double.IsFinite(gain))
            throw new ArgumentException($"{TActivation.Info.Name} has no gain that keeps this.", nameof(keep));
        Scaled(weights, fan, mode, (float)gain, distribution, seed, first);
    }

    /// <summary>Of standard deviation gain/√fan.</summary>
    static void Scaled(
        Span<float> weights, Fan fan, FanMode mode, double gain, Distribution distribution, ulong seed, long first)
    {
        CheckGain(gain);
        Fill(weights, distribution, gain / Math.Sqrt(fan.Of(mode)), seed, first);
    }

    static void CheckGain(double gain)
    {
        if (!(gain >= 0 && float.IsFinite((float)(16 * gain))))
            throw new ArgumentOutOfRangeException(nameof(gain), gain, "A gain is a number that is not negative.");
    }

    static void CheckPosition(long first)
    {
        if (first < 0) throw new ArgumentOutOfRangeException(nameof(first), first, "A position is not negative.");
    }
}
