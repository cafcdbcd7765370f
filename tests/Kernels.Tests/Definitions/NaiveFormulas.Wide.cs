// Naive formulas that float lanes cannot rescue, or not alone: cancellation beside 0, squares that overflow, kinks moved by
// rounding, sums of exponentials, roots that a hyperparameter moves. The compiler gives them double lanes.
using static Kernels.KernelMath;

namespace Kernels.Tests.Definitions;

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct TanhShrink
{
    static double Forward(double x) => x - Tanh(x);
}

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct BentIdentity
{
    static double Forward(double x) => (Sqrt(x * x + 1) - 1) / 2 + x;
}

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct SquarePlus
{
    static double Forward(double x) => (x + Sqrt(x * x + 4)) / 2;
}

[Activation(MaxUlp = 4, MaxGradientUlp = 5)]
public readonly partial struct InverseSquareRootUnit
{
    static double Forward(double x, double alpha = 2) => x / Sqrt(1 + alpha * x * x);
}

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct LogCosh
{
    static double Forward(double x) => Log((Exp(x) + Exp(-x)) / 2);
}

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct Logit
{
    static double Forward(double x) => Log(x / (1 - x));
}

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct ClampedSwish
{
    static double Forward(double x) => x * Clamp(x / 6 + 0.5, 0, 1);
}

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct NaiveHardSwish
{
    static double Forward(double x) => x * Min(Max(x + 3, 0), 6) / 6;
}

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct Lorentzian
{
    static double Forward(double x) => 1 / (1 + x * x);
}

[Activation(MaxUlp = 1.6, MaxGradientUlp = 5)]
public readonly partial struct ScaledSoftplus
{
    static double Forward(double x, double beta = 2) => Log(1 + Exp(beta * x)) / beta;
}

[Activation(MaxUlp = 4, MaxGradientUlp = 5)]
public readonly partial struct SwishOfBeta
{
    static double Forward(double x, double beta = 1.702) => x * Sigmoid(beta * x);
}

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct NaiveAsinh
{
    static double Forward(double x) => Sign(x) * Log(Abs(x) + Sqrt(x * x + 1));
}

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct SoftRoot
{
    static double Forward(double x) => x >= 0 ? Sqrt(1 + x) - 1 : 1 - Sqrt(1 - x);
}

[Activation(MaxUlp = 1, MaxGradientUlp = 1)]
public readonly partial struct NaiveSoftMinus
{
    static double Forward(double x) => x - Log(1 + Exp(x));
}
