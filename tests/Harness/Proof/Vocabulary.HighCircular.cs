// Circular and hyperbolic functions in double lanes.
using static Kernels.KernelMath;

namespace Kernels.Harness.Proof;

[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)] readonly partial struct HighSin { static double Forward(double x) => Sin(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)] readonly partial struct HighCos { static double Forward(double x) => Cos(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)] readonly partial struct HighSinh { static double Forward(double x) => Sinh(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)] readonly partial struct HighCosh { static double Forward(double x) => Cosh(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)] readonly partial struct HighAtan { static double Forward(double x) => Atan(x); }
