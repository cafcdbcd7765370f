// Random numbers by position: two seeds beside a trainable scalar; in double lanes.
using static Kernels.KernelMath;

namespace Kernels.Gpu.Tests.Definitions;

[Activation]
public readonly partial struct RandomLeaky
{
    static double Forward(
        double x, [Trainable] double weight = 0.75, double seed = 7, double other = 9, double position = 0.5)
        => Uniform(other) < position ? 0 : x >= 0 ? x : weight * (0.125 + 0.125 * Uniform(seed)) * x;
}

[Activation(Accuracy = Accuracy.High)]
public readonly partial struct HighRandomLeaky
{
    static double Forward(double x, double seed = 7) => x >= 0 ? x : (0.125 + 0.125 * Uniform(seed)) * x;
}
