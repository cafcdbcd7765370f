// Each function of the vocabulary as a definition of its own, in float lanes: what suites and exhaustive runs prove of
// them. Tanh, Sigmoid and Softplus are definitions of the catalogue.
using static Kernels.KernelMath;

namespace Kernels.Proof;

[Activation(MaxUlp = 0.9, MaxGradientUlp = 0.9)]
public readonly partial struct FastExp { static double Forward(double x) => Exp(x); }
[Activation(MaxUlp = 1, MaxGradientUlp = 2)]
public readonly partial struct FastExp2 { static double Forward(double x) => Exp2(x); }
[Activation(MaxUlp = 1.5, MaxGradientUlp = 0.9)]
public readonly partial struct FastExpM1 { static double Forward(double x) => ExpM1(x); }
[Activation(MaxUlp = 0.9, MaxGradientUlp = 0.51)]
public readonly partial struct FastLog { static double Forward(double x) => Log(x); }
[Activation(MaxUlp = 1.5, MaxGradientUlp = 1)]
public readonly partial struct FastLog2 { static double Forward(double x) => Log2(x); }
[Activation(MaxUlp = 1.3, MaxGradientUlp = 1.5)]
public readonly partial struct FastLog1P { static double Forward(double x) => Log1P(x); }
[Activation(MaxUlp = 1.5, MaxGradientUlp = 1.5)]
public readonly partial struct FastSin { static double Forward(double x) => Sin(x); }
[Activation(MaxUlp = 1.5, MaxGradientUlp = 1.5)]
public readonly partial struct FastCos { static double Forward(double x) => Cos(x); }
[Activation(MaxUlp = 2, MaxGradientUlp = 2)]
public readonly partial struct FastSinh { static double Forward(double x) => Sinh(x); }
[Activation(MaxUlp = 2, MaxGradientUlp = 2)]
public readonly partial struct FastCosh { static double Forward(double x) => Cosh(x); }
[Activation(MaxUlp = 1.5, MaxGradientUlp = 2)]
public readonly partial struct FastAtan { static double Forward(double x) => Atan(x); }
[Activation(MaxUlp = 2, MaxGradientUlp = 5)]
public readonly partial struct FastErf { static double Forward(double x) => Erf(x); }
[Activation(MaxUlp = 5, MaxGradientUlp = 5)]
public readonly partial struct FastErfc { static double Forward(double x) => Erfc(x); }
[Activation(MaxUlp = 1.6, MaxGradientUlp = 2.2)]
public readonly partial struct FastLogSigmoid { static double Forward(double x) => LogSigmoid(x); }
[Activation(MaxUlp = 5, MaxGradientUlp = 5)]
public readonly partial struct FastNormalCdf { static double Forward(double x) => NormalCdf(x); }
[Activation(MaxUlp = 0.5, MaxGradientUlp = 1.5)]
public readonly partial struct FastSqrt { static double Forward(double x) => Sqrt(x); }
