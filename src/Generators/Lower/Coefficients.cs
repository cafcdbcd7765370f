// The polynomials of a tier, each a minimax fit. What differs between tiers is how many coefficients reach the bound.
namespace Kernels.Lower;

internal sealed partial class Coefficients
{
    /// <summary>(eʳ - 1 - r)/r² on |r| ≤ ½ ln 2.</summary>
    public required double[] Exp { get; init; }

    /// <summary>The same for eˣ - 1, where no leading 1 hides the last bit.</summary>
    public required double[] ExpM1 { get; init; }

    /// <summary>(log(1+f) - f + f²/2)/f³ on [√½-1, √2-1].</summary>
    public required double[] Log { get; init; }

    /// <summary>
    /// log(1+e)/e for the e⁻ˣ of softplus; beyond its domain it is too small, because the last coefficient is negative.
    /// </summary>
    public required double[] LogOfSum { get; init; }

    /// <summary>(log(2·cosh(x/2)) - ln 2)/x² in z = x²; beyond its domain it is too small as well.</summary>
    public required double[] SoftplusNear { get; init; }

    /// <summary>-x²/(1 - tanh(x)/x) in z = x² on |x| ≤ 1.</summary>
    public required double[] Tanh { get; init; }

    /// <summary>(erf x - x)/x in z = x² on |x| ≤ 1.</summary>
    public required double[] Erf { get; init; }

    /// <summary>B of ½·erfcx(u/√2) = B/(√(2π)·u·B + A).</summary>
    public required double[] HalfErfcx { get; init; }

    /// <summary>And A.</summary>
    public required double[] HalfErfcxRest { get; init; }

    /// <summary>A of φ(t)/Φ(-t) - t = A/B.</summary>
    public required double[] MillsOver { get; init; }

    /// <summary>And B.</summary>
    public required double[] MillsUnder { get; init; }

    /// <summary>(sin θ - θ)/θ³ in z = θ² on |θ| ≤ π/4.</summary>
    public required double[] Sin { get; init; }

    /// <summary>(cos θ - 1 + θ²/2)/θ⁴ in z = θ² on |θ| ≤ π/4.</summary>
    public required double[] Cos { get; init; }

    /// <summary>(sinh x - x)/x³ in z = x² on |x| ≤ 1.</summary>
    public required double[] Sinh { get; init; }

    /// <summary>(atan t - t)/t³ in z = t² on |t| ≤ 1.</summary>
    public required double[] Atan { get; init; }

    /// <summary>
    /// log₂((1+s)/(1-s)) in z = s²: over s, or after the first two terms, which are in two parts, over s⁵.
    /// </summary>
    public required double[] Log2 { get; init; }

    /// <summary>1/(2π) in parts, for each class of angles: see Turns.cs.</summary>
    public required double[][] Turns { get; init; }
}
