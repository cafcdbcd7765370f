using Kernels.Loops;

namespace Kernels.Training;

/// <summary>
/// A step of <see cref="Steps"/> with its settings, checked once. Weights and state are written in place; a step
/// allocates nothing. One optimiser may serve any number of tensors, each with a state of its own.
/// </summary>
public sealed class Optimiser
{
    /// <summary>One step of one tensor.</summary>
    readonly ref struct Call(
        Span<float> weights, ReadOnlySpan<float> gradients, Span<float> state, long t, float clip, float schedule)
    {
        public readonly Span<float> Weights = weights;
        public readonly ReadOnlySpan<float> Gradients = gradients;
        readonly Span<float> state = state;
        public readonly long T = t;
        public readonly float Clip = clip, Schedule = schedule;

        public Span<float> State(int nth) => state.Slice(nth * Weights.Length, Weights.Length);
    }

    delegate void Kernel(in Call call);

    readonly Kernel kernel;

    Optimiser(int states, ReadOnlySpan<Setting> settings, Kernel kernel)
    {
        Setting.Check(settings);
        (States, this.kernel) = (states, kernel);
    }

    /// <summary>How many floats of state each weight has.</summary>
    public int States { get; }

    /// <summary>The step: weights and state are written over.</summary>
    /// <param name="weights">The weights of a tensor.</param>
    /// <param name="gradients">A gradient for each weight.</param>
    /// <param name="state">
    /// <see cref="States"/> floats for each weight, 0 before the first step: all of the first quantity, then all of the
    /// second.
    /// </param>
    /// <param name="t">The number of this step, from 1.</param>
    /// <param name="clip">What every gradient is multiplied by: 1 leaves them as they are, to the bit.</param>
    /// <param name="schedule">What the rate is multiplied by at this step.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="t"/> is below 1, or <paramref name="clip"/> or <paramref name="schedule"/> is negative, infinite
    /// or NaN.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// A span has another length, or shares memory with another one. Nothing is written then.
    /// </exception>
    public void Step(
        Span<float> weights, ReadOnlySpan<float> gradients, Span<float> state, long t, float clip = 1,
        float schedule = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(t, 1);
        Setting.Check(new(clip), new(schedule));
        if (gradients.Length != weights.Length)
            throw Refusal.OtherLength(gradients.Length, weights.Length, nameof(gradients));
        if (state.Length != (long)States * weights.Length)
            throw new ArgumentException(
                $"'state' has {state.Length} floats; {weights.Length} weights need {States} each.", nameof(state));
        if (weights.Overlaps(gradients)) throw Refusal.SharedDestination(nameof(weights));
        if (state.Overlaps(weights) || state.Overlaps(gradients)) throw Refusal.SharedDestination(nameof(state));
        kernel(new(weights, gradients, state, t, clip, schedule));
    }

    /// <summary>Gradient descent, <see cref="Steps.Sgd"/>. No state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimiser Sgd(float rate = 0.01f, float decay = 0, float l1 = 0)
        => new(0, [new(rate), new(decay), new(l1)], (in at)
            => Steps.Sgd.Step(at.Weights, at.Gradients, at.Weights, rate * at.Schedule, decay, l1, at.Clip));

    /// <summary><see cref="Steps.Momentum"/>. State: the velocity.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimiser Momentum(float rate = 0.01f, float momentum = 0.9f, float decay = 0, float l1 = 0)
        => new(1, [new(rate), new(momentum), new(decay), new(l1)], (in at)
            => Steps.Momentum.Step(at.Weights, at.Gradients, at.State(0), at.Weights, at.State(0),
                rate * at.Schedule, momentum, decay, l1, at.Clip));

    /// <summary><see cref="Steps.Nesterov"/>. State: the velocity.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimiser Nesterov(float rate = 0.01f, float momentum = 0.9f, float decay = 0, float l1 = 0)
        => new(1, [new(rate), new(momentum), new(decay), new(l1)], (in at)
            => Steps.Nesterov.Step(at.Weights, at.Gradients, at.State(0), at.Weights, at.State(0),
                rate * at.Schedule, momentum, decay, l1, at.Clip));

    /// <summary><see cref="Steps.Adam"/>. State: the means of the gradient and of its square.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimiser Adam(
        float rate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, float decay = 0,
        float l1 = 0)
        => new(2, [new(rate), new(beta1), new(beta2), new(epsilon), new(decay), new(l1)], (in at) =>
        {
            var correction = AdamCorrections.At(at.T, beta1, beta2);
            Steps.Adam.Step(at.Weights, at.Gradients, at.State(0), at.State(1), at.Weights, at.State(0), at.State(1),
                rate * at.Schedule, beta1, beta2, epsilon, decay, l1, at.Clip, correction.Mean, correction.Square);
        });

    /// <summary>
    /// <see cref="Steps.AdamW"/>, whose decay is multiplied by the rate. State: the means of the gradient and of its
    /// square.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimiser AdamW(
        float rate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, float decay = 0.01f,
        float l1 = 0)
        => new(2, [new(rate), new(beta1), new(beta2), new(epsilon), new(decay), new(l1)], (in at) =>
        {
            var correction = AdamCorrections.At(at.T, beta1, beta2);
            Steps.AdamW.Step(at.Weights, at.Gradients, at.State(0), at.State(1), at.Weights, at.State(0), at.State(1),
                rate * at.Schedule, beta1, beta2, epsilon, decay, l1, at.Clip, correction.Mean, correction.Square);
        });

    /// <summary>
    /// <see cref="Steps.AdamWIndependent"/>: of a weight, the decay is the share that a step takes, multiplied by the
    /// schedule and not by the rate. State: the means of the gradient and of its square.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimiser AdamWIndependent(
        float rate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, float decay = 1e-5f,
        float l1 = 0)
        => new(2, [new(rate), new(beta1), new(beta2), new(epsilon), new(decay), new(l1)], (in at) =>
        {
            var correction = AdamCorrections.At(at.T, beta1, beta2);
            Steps.AdamWIndependent.Step(
                at.Weights, at.Gradients, at.State(0), at.State(1), at.Weights, at.State(0), at.State(1),
                rate * at.Schedule, beta1, beta2, epsilon, decay * at.Schedule, l1, at.Clip, correction.Mean,
                correction.Square);
        });

    /// <summary>
    /// <see cref="Steps.AmsGrad"/>. State: the means of the gradient and of its square, and the largest mean square.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimiser AmsGrad(
        float rate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, float decay = 0,
        float l1 = 0)
        => new(3, [new(rate), new(beta1), new(beta2), new(epsilon), new(decay), new(l1)], (in at) =>
        {
            var correction = AdamCorrections.At(at.T, beta1, beta2);
            Steps.AmsGrad.Step(at.Weights, at.Gradients, at.State(0), at.State(1), at.State(2),
                at.Weights, at.State(0), at.State(1), at.State(2),
                rate * at.Schedule, beta1, beta2, epsilon, decay, l1, at.Clip, correction.Mean, correction.Square);
        });

    /// <summary><see cref="Steps.RmsProp"/>. State: the mean of the gradient's square.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimiser RmsProp(
        float rate = 0.01f, float alpha = 0.99f, float epsilon = 1e-8f, float decay = 0, float l1 = 0)
        => new(1, [new(rate), new(alpha), new(epsilon), new(decay), new(l1)], (in at)
            => Steps.RmsProp.Step(at.Weights, at.Gradients, at.State(0), at.Weights, at.State(0),
                rate * at.Schedule, alpha, epsilon, decay, l1, at.Clip));

    /// <summary><see cref="Steps.Adagrad"/>. State: the sum of the gradient's squares.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimiser Adagrad(float rate = 0.01f, float epsilon = 1e-10f, float decay = 0, float l1 = 0)
        => new(1, [new(rate), new(epsilon), new(decay), new(l1)], (in at)
            => Steps.Adagrad.Step(at.Weights, at.Gradients, at.State(0), at.Weights, at.State(0),
                rate * at.Schedule, epsilon, decay, l1, at.Clip));

    /// <summary>
    /// <see cref="Steps.Adadelta"/>. State: the means of the squares of the gradient and of the steps.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimiser Adadelta(
        float rate = 1e-3f, float rho = 0.9f, float epsilon = 1e-6f, float decay = 0, float l1 = 0)
        => new(2, [new(rate), new(rho), new(epsilon), new(decay), new(l1)], (in at)
            => Steps.Adadelta.Step(at.Weights, at.Gradients, at.State(0), at.State(1),
                at.Weights, at.State(0), at.State(1), rate * at.Schedule, rho, epsilon, decay, l1, at.Clip));

    /// <summary><see cref="Steps.Lion"/>, whose decay is multiplied by the rate. State: the mean.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimiser Lion(
        float rate = 1e-4f, float beta1 = 0.9f, float beta2 = 0.99f, float decay = 0, float l1 = 0)
        => new(1, [new(rate), new(beta1), new(beta2), new(decay), new(l1)], (in at)
            => Steps.Lion.Step(at.Weights, at.Gradients, at.State(0), at.Weights, at.State(0),
                rate * at.Schedule, beta1, beta2, decay, l1, at.Clip));
}
