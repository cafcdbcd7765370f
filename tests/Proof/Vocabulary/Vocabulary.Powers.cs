// Powers: of two inputs, each through all floats while the other is held, and of a fixed exponent; in both tiers.
using static Kernels.KernelMath;

namespace Kernels.Proof;

[Activation(MaxUlp = 2, MaxGradientUlp = 5)]
public readonly partial struct FastPow { static double Forward(double x, double y) => Pow(x, y); }
[Activation(MaxUlp = 2, MaxGradientUlp = 4)]
public readonly partial struct FastPowFixed { static double Forward(double x) => Pow(x, 2.5); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighPow { static double Forward(double x, double y) => Pow(x, y); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighPowFixed { static double Forward(double x) => Pow(x, 2.5); }
