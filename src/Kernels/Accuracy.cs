namespace Kernels;

/// <summary>How accurate, and how costly, the kernels of a definition are.</summary>
public enum Accuracy
{
    /// <summary>
    /// Errors of a few ULP: float lanes, and double ones where float lanes lose the digits of the formula.
    /// </summary>
    Fast,

    /// <summary>
    /// Double lanes inside, float in and out: one rounding at the end, errors of little more than half an ULP.
    /// </summary>
    High,
}
