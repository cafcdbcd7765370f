namespace Kernels.Training;

/// <summary>
/// What the means of Adam are divided by at step t because they start at 0: 1 - beta1ᵗ and 1 - beta2ᵗ. Kingma and Ba
/// 2015, algorithm 1. They are the hyperparameters <c>correction1</c> and <c>correction2</c> of the steps.
/// </summary>
/// <param name="Mean">That of the gradient.</param>
/// <param name="Square">That of its square.</param>
public readonly record struct AdamCorrections(float Mean, float Square)
{
    const double WrittenBeta1 = 0.9, WrittenBeta2 = 0.999;

    /// <summary>The corrections at step <paramref name="t"/>, which counts from 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="t"/> is below 1, or a beta is not in [0, 1).
    /// </exception>
    public static AdamCorrections At(long t, float beta1 = 0.9f, float beta2 = 0.999f)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(t, 1);
        Setting.Check(new(beta1), new(beta2));
        return new((float)Complement(t, Exact(beta1, WrittenBeta1)), (float)Complement(t, Exact(beta2, WrittenBeta2)));
    }

    /// <summary>A kernel that is passed the float of a default computes with the default as written (ADR 32).</summary>
    static double Exact(float beta, double written) => beta == (float)written ? written : beta;

    // 1 - βᵗ for t ≥ 1 and β in [0, 1]. Relative error below 2⁻⁴⁵ beside that of 1 - β, also where βᵗ is near 1.
    // Method: with c(t) = 1 - βᵗ, c(2t) = c(t)·(2 - c(t)) and c(t + 1) = c(t) + (1 - c(t))·(1 - β), along the bits of
    // t. No terms cancel, and the operations are those that IEEE 754 rounds: the same bits on every machine.
    static double Complement(long t, double beta)
    {
        var (one, c) = (1 - beta, 0.0);
        for (var bit = 63 - (int)long.LeadingZeroCount(t); bit >= 0; bit--)
        {
            c *= 2 - c;
            if ((t >> bit & 1) != 0) c += (1 - c) * one;
        }
        return c;
    }
}
