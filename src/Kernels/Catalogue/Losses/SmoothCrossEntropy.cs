using static Kernels.KernelMath;

namespace Kernels.Rows;

/// <summary>
/// Cross-entropy of logits with a class, with label smoothing (Szegedy et al. 2016) and z-loss,
/// a penalty on log² Σeˣ (Chowdhery et al. 2022).
/// </summary>
[Kernel]
public readonly partial struct SmoothCrossEntropy
{
    /// <summary>The function in double precision.</summary>
    public static double Forward(Row x, [PerRow] int label, double smoothing = 0.1, double z = 0, double ignored = -100)
    {
        var logSumExp = LogSumExp(x);
        // Without smoothing no class but the label counts, even where a logit of -∞ makes the mean infinite.
        var uniform = smoothing == 0 ? 0 : smoothing * Mean(x);
        var target = (1 - smoothing) * Sum(Select(Equal(Index(x), label), x, 0)) + uniform;
        return label == ignored ? 0 : logSumExp - target + z * logSumExp * logSumExp;
    }
}
