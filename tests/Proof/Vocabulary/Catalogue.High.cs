// The formulas of the catalogue in double lanes.
using Kernels.Activations;

namespace Kernels.Proof;

[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighElu { static double Forward(double x) => Elu.Forward(x, 1); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighGelu { static double Forward(double x) => Gelu.Forward(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighGeluTanh { static double Forward(double x) => GeluTanh.Forward(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighLeakyRelu { static double Forward(double x) => LeakyRelu.Forward(x, 0.01); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighMish { static double Forward(double x) => Mish.Forward(x); }
// A thousandth from the root of the slope what cancels there has magnified the last bits of the double exponential.
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.67)]
public readonly partial struct HighSilu { static double Forward(double x) => Silu.Forward(x); }
[Activation(Accuracy = Accuracy.High, MaxUlp = 0.55, MaxGradientUlp = 0.65)]
public readonly partial struct HighSwiGlu { static double Forward(double x, double gate) => SwiGlu.Forward(x, gate); }
