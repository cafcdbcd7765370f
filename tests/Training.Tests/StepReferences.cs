// The steps as their papers and PyTorch's reference code have them, in double precision: what ours are compared with.
namespace Kernels.Training.Tests;

/// <summary>What a test varies of a step. <c>new Options()</c> has a clip of 0: name an argument.</summary>
readonly record struct Options(float Decay = 0, float L1 = 0, float Clip = 1, float Schedule = 1);

/// <param name="Make">The optimiser with that decay and L1 penalty, all else at its defaults.</param>
/// <param name="Rate">Its rate.</param>
/// <param name="Move">
/// The new weight before the L1 penalty, from the weight, the clipped gradient, the rate, the decay and the number of
/// the step; it writes over the state.
/// </param>
sealed record StepReference(
    string Name, Func<Options, Optimiser> Make, double Rate,
    Func<double, double, double[], double, double, long, double> Move)
{
    const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    public static readonly StepReference[] All =
    [
        new("Sgd", o => Optimiser.Sgd(decay: o.Decay, l1: o.L1), 0.01,
            (w, g, s, rate, decay, t) => w - rate * (g + decay * w)),
        new("Momentum", o => Optimiser.Momentum(decay: o.Decay, l1: o.L1), 0.01, (w, g, s, rate, decay, t) =>
        {
            g += decay * w;
            s[0] = t == 1 ? g : 0.9 * s[0] + g;
            return w - rate * s[0];
        }),
        new("Nesterov", o => Optimiser.Nesterov(decay: o.Decay, l1: o.L1), 0.01, (w, g, s, rate, decay, t) =>
        {
            g += decay * w;
            s[0] = t == 1 ? g : 0.9 * s[0] + g;
            return w - rate * (g + 0.9 * s[0]);
        }),
        new("Adam", o => Optimiser.Adam(decay: o.Decay, l1: o.L1), 1e-3,
            (w, g, s, rate, decay, t) => w - rate * AdamUpdate(g + decay * w, s, t)),
        new("AdamW", o => Optimiser.AdamW(decay: o.Decay, l1: o.L1), 1e-3,
            (w, g, s, rate, decay, t) => w * (1 - rate * decay) - rate * AdamUpdate(g, s, t)),
        new("AdamWIndependent", o => Optimiser.AdamWIndependent(decay: o.Decay, l1: o.L1), 1e-3,
            (w, g, s, rate, decay, t) => w * (1 - decay * (rate / 1e-3)) - rate * AdamUpdate(g, s, t)),
        new("AmsGrad", o => Optimiser.AmsGrad(decay: o.Decay, l1: o.L1), 1e-3, (w, g, s, rate, decay, t) =>
        {
            Means(g + decay * w, s);
            s[2] = Math.Max(s[2], s[1]);
            return w - rate * Corrected(s[0], s[2], t);
        }),
        new("RmsProp", o => Optimiser.RmsProp(decay: o.Decay, l1: o.L1), 0.01, (w, g, s, rate, decay, t) =>
        {
            g += decay * w;
            s[0] = 0.99 * s[0] + (1 - 0.99) * g * g;
            return w - rate * g / (Math.Sqrt(s[0]) + Epsilon);
        }),
        new("Adagrad", o => Optimiser.Adagrad(decay: o.Decay, l1: o.L1), 0.01, (w, g, s, rate, decay, t) =>
        {
            g += decay * w;
            s[0] += g * g;
            return w - rate * g / (Math.Sqrt(s[0]) + 1e-10);
        }),
        new("Adadelta", o => Optimiser.Adadelta(decay: o.Decay, l1: o.L1), 1e-3, (w, g, s, rate, decay, t) =>
        {
            g += decay * w;
            s[0] = 0.9 * s[0] + (1 - 0.9) * g * g;
            var step = Math.Sqrt(s[1] + 1e-6) / Math.Sqrt(s[0] + 1e-6) * g;
            s[1] = 0.9 * s[1] + (1 - 0.9) * step * step;
            return w - rate * step;
        }),
        new("Lion", o => Optimiser.Lion(decay: o.Decay, l1: o.L1), 1e-4, (w, g, s, rate, decay, t) =>
        {
            var direction = Math.Sign(0.9 * s[0] + (1 - 0.9) * g);
            s[0] = 0.99 * s[0] + (1 - 0.99) * g;
            return w * (1 - rate * decay) - rate * direction;
        }),
    ];

    /// <summary>One step of one weight.</summary>
    public double Step(double weight, double gradient, double[] state, long t, Options options)
    {
        var rate = Rate * options.Schedule;
        var moved = Move(weight, options.Clip * gradient, state, rate, options.Decay, t);
        return Math.Sign(moved) * Math.Max(Math.Abs(moved) - rate * options.L1, 0);
    }

    public override string ToString() => Name;

    static void Means(double g, double[] s)
    {
        s[0] = Beta1 * s[0] + (1 - Beta1) * g;
        s[1] = Beta2 * s[1] + (1 - Beta2) * g * g;
    }

    static double Corrected(double mean, double square, long t)
        => mean / (1 - Math.Pow(Beta1, t)) / (Math.Sqrt(square) / Math.Sqrt(1 - Math.Pow(Beta2, t)) + Epsilon);

    static double AdamUpdate(double g, double[] s, long t)
    {
        Means(g, s);
        return Corrected(s[0], s[1], t);
    }
}
