// Definitions with several results: the cells of recurrent networks,
// after their matrix products, and an optimiser's step.
namespace Kernels.Tests.Definitions;

/// <summary>
/// Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000: what the four gates make of a cell.
/// </summary>
[Kernel]
public readonly partial struct LstmCell
{
    public static (double h, double c) Forward(double i, double f, double g, double o, double c)
    {
        var cell = KernelMath.Sigmoid(f) * c + KernelMath.Sigmoid(i) * KernelMath.Tanh(g);
        return (KernelMath.Sigmoid(o) * KernelMath.Tanh(cell), cell);
    }
}

/// <summary>
/// Cho et al. 2014, as cuDNN and PyTorch compute it: the reset gate acts behind the product with the state.
/// </summary>
[Kernel(MaxUlp = 8)]
public readonly partial struct GruCell
{
    public static double Forward(double reset, double update, double fromInput, double fromState, double h)
    {
        var candidate = KernelMath.Tanh(fromInput + KernelMath.Sigmoid(reset) * fromState);
        var z = KernelMath.Sigmoid(update);
        return (1 - z) * candidate + z * h;
    }
}

/// <summary>Kingma and Ba 2015, with the corrections of both means as hyperparameters.</summary>
[Kernel]
public readonly partial struct AdamStep
{
    public static (double weight, double mean, double square) Step(
        double weight, double gradient, double mean, double square, double rate = 1e-3,
        double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double correction1 = 1, double correction2 = 1)
    {
        var m = beta1 * mean + (1 - beta1) * gradient;
        var v = beta2 * square + (1 - beta2) * gradient * gradient;
        return (weight - rate * (m / correction1) / (Math.Sqrt(v / correction2) + epsilon), m, v);
    }
}

/// <summary>Two results of one input, and a trainable scalar in both.</summary>
[Kernel]
public readonly partial struct SineAndCosine
{
    public static (double sine, double cosine) Forward(double x, [Trainable] double frequency = 1.5)
        => (Math.Sin(frequency * x), Math.Cos(frequency * x));
}

/// <summary>A branch that returns, results that are the inputs themselves, and one that is stopped.</summary>
[Kernel]
public readonly partial struct SortedPair
{
    public static (double low, double high, double distance) Forward(double a, double b)
    {
        if (a <= b) return (a, b, KernelMath.Detach(b - a));
        return (b, a, KernelMath.Detach(a - b));
    }
}
