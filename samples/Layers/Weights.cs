using Kernels.Training;

namespace Samples.Layers;

/// <summary>The weights of one tensor, with the gradient and what the optimiser remembers of each.</summary>
public sealed class Weights
{
    readonly Optimiser optimiser;
    readonly float[] state;

    /// <param name="count">How many there are; all are 0 until they are initialised.</param>
    /// <param name="optimiser">What steps them; it may serve many tensors.</param>
    public Weights(int count, Optimiser optimiser)
    {
        this.optimiser = optimiser;
        (Values, Gradients) = (new float[count], new float[count]);
        state = new float[count * optimiser.States];
    }

    /// <summary>The weights.</summary>
    public float[] Values { get; }

    /// <summary>The gradient of the loss by each; a backward pass writes it.</summary>
    public float[] Gradients { get; }

    /// <summary>One step of the optimiser.</summary>
    /// <param name="t">The number of the step, from 1.</param>
    /// <param name="clip">What gradients are multiplied by: see <see cref="GradientNorm.Clip"/>.</param>
    /// <param name="schedule">What the rate is multiplied by.</param>
    public void Step(long t, float clip = 1, float schedule = 1)
        => optimiser.Step(Values, Gradients, state, t, clip, schedule);

    /// <summary>
    /// What multiplies all gradients so that their 2-norm, over all of these tensors, is at most
    /// <paramref name="norm"/>.
    /// </summary>
    /// <exception cref="NotFiniteNumberException">A gradient is infinite or NaN.</exception>
    public static float Clip(IEnumerable<Weights> all, double norm)
    {
        var whole = new GradientNorm(Norm.L2);
        foreach (var weights in all) whole.Add(weights.Gradients);
        return whole.Clip(norm).Coefficient;
    }
}
