// A function of one operand in arbitrary precision, as textbooks have it.
namespace Kernels.Ir;

/// <summary>The function; from x and f(x) its derivative; from these and f'(x) the second.</summary>
internal readonly record struct BigRule(Func<BigFloat, BigFloat> Value, Func<BigFloat, BigFloat, BigFloat> Slope,
    Func<BigFloat, BigFloat, BigFloat, BigFloat> Curve);
