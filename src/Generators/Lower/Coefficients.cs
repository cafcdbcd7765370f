// The polynomials of a tier, each a minimax fit, highest degree first. Tiers differ in how many coefficients they need.
// The scripts that made them, and their outputs, are in tools/coefficients.
namespace Kernels.Lower;

internal sealed partial class Coefficients
{
    /// <summary>(eʳ - 1 - r)/r² on |r| ≤ ½ ln 2: exp-tanh-log.sollya, exp-double.sollya.</summary>
    public required double[] Exp { get; init; }

    /// <summary>The same for eˣ - 1, more accurate because there is no leading 1 to hide the last bit.</summary>
    public required double[] ExpM1 { get; init; }

    /// <summary>(log(1+f) - f + f²/2)/f³ on [√½-1, √2-1]: exp-tanh-log.sollya, log-double.sollya.</summary>
    public required double[] Log { get; init; }

    /// <summary>
    /// log(1+e)/e on [0, 0.3], for softplus: softplus.sollya and softplus-tanh.c. Too small beyond, where softplus
    /// takes <see cref="SoftplusNear"/>.
    /// </summary>
    public required double[] LogOfSum { get; init; }

    /// <summary>(log(2·cosh(x/2)) - ln 2)/x² in z = x²; made like that, and too small beyond its domain too.</summary>
    public required double[] SoftplusNear { get; init; }

    /// <summary>-x²/(1 - tanh(x)/x) in z = x² on |x| ≤ 1: tanh.sollya and softplus-tanh.c.</summary>
    public required double[] Tanh { get; init; }

    /// <summary>(erf x - x)/x in z = x² on |x| ≤ 1: erf.sollya, erf-double.sollya.</summary>
    public required double[] Erf { get; init; }

    /// <summary>B of ½·erfcx(u/√2) = B/(√(2π)·u·B + A): half-erfcx.py and half-erfcx.c.</summary>
    public required double[] HalfErfcx { get; init; }

    /// <summary>A of the same.</summary>
    public required double[] HalfErfcxRest { get; init; }

    /// <summary>A of φ(t)/Φ(-t) - t = A/B: mills.py.</summary>
    public required double[] MillsOver { get; init; }

    /// <summary>B of the same.</summary>
    public required double[] MillsUnder { get; init; }

    /// <summary>(sin θ - θ)/θ³ in z = θ² on |θ| ≤ π/4. This and all below: sin-sinh-atan-pow.sollya.</summary>
    public required double[] Sin { get; init; }

    /// <summary>(cos θ - 1 + θ²/2)/θ⁴ in z = θ² on |θ| ≤ π/4.</summary>
    public required double[] Cos { get; init; }

    /// <summary>(sinh x - x)/x³ in z = x² on |x| ≤ 1.</summary>
    public required double[] Sinh { get; init; }

    /// <summary>(atan t - t)/t³ in z = t² on |t| ≤ 1.</summary>
    public required double[] Atan { get; init; }

    /// <summary>
    /// log₂((1+s)/(1-s)) in z = s²: divided by s in double lanes; in float lanes without its first two terms, and
    /// divided by s⁵.
    /// </summary>
    public required double[] Log2 { get; init; }

    /// <summary>1/(2π) in parts for each class of angles, as Turns.cs needs them.</summary>
    public required double[][] Turns { get; init; }
}
