// The same functions in double lanes.
using static Kernels.KernelMath;

namespace Kernels.Proof;

[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighExp { static double Forward(double x) => Exp(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighExp2 { static double Forward(double x) => Exp2(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighExpM1 { static double Forward(double x) => ExpM1(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.51, MaxGradientUlp = 0.65)]
public readonly partial struct HighLog { static double Forward(double x) => Log(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.51, MaxGradientUlp = 0.65)]
public readonly partial struct HighLog2 { static double Forward(double x) => Log2(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.51, MaxGradientUlp = 0.65)]
public readonly partial struct HighLog1P { static double Forward(double x) => Log1P(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighSin { static double Forward(double x) => Sin(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighCos { static double Forward(double x) => Cos(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighSinh { static double Forward(double x) => Sinh(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighCosh { static double Forward(double x) => Cosh(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighAtan { static double Forward(double x) => Atan(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighTanh { static double Forward(double x) => Tanh(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighErf { static double Forward(double x) => Erf(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighErfc { static double Forward(double x) => Erfc(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighSigmoid { static double Forward(double x) => Sigmoid(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighLogSigmoid { static double Forward(double x) => LogSigmoid(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighSoftplus { static double Forward(double x) => Softplus(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighNormalCdf { static double Forward(double x) => NormalCdf(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.5, MaxGradientUlp = 0.65)]
public readonly partial struct HighSqrt { static double Forward(double x) => Sqrt(x); }
