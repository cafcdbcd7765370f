// How something grows as t goes to infinity, apart from a constant factor: e^(c₁·m₁ + c₂·m₂ + …)·tᵖ·(log
// t)^q, where the m are such functions themselves, each of which grows faster than log t. Every formula of
// the vocabulary is a sum of these.
namespace Kernels.Optimise;

/// <summary>A factor that does not depend on t: what it is, and what it is at the sample of the other inputs.</summary>
internal readonly record struct Coefficient(Expr Value, double Number);

/// <summary>A term of a sum.</summary>
internal readonly record struct GrowthTerm(Coefficient Factor, Monomial Monomial);

/// <param name="Exponent">The fastest first.</param>
/// <param name="Power">Of t.</param>
/// <param name="LogPower">Of log t.</param>
internal sealed record Monomial(IReadOnlyList<GrowthTerm> Exponent, Coefficient Power, Coefficient LogPower)
{
    /// <summary>Whether it is log t itself.</summary>
    public bool IsLog => Exponent.Count == 0 && Is(Power, 0) && Is(LogPower, 1);

    static bool Is(Coefficient c, double value) => c.Value.Is(value);
}

/// <summary>
/// Terms that fall, and how fast what is left out grows at most; nothing is left out where that is null.
/// </summary>
internal sealed record Growth(IReadOnlyList<GrowthTerm> Terms, Monomial? Rest)
{
    public bool IsZero => Terms.Count == 0 && Rest is null;
}

/// <summary>
/// Thrown where the asymptotics say nothing: an oscillation, or more digits cancel than are followed.
/// </summary>
/// <param name="isOfSample">
/// Whether the reason is this sample alone, because a factor is NaN or infinite there:
/// another sample with the same signs may have a limit.
/// </param>
internal sealed class NoLimitException(bool isOfSample = false) : Exception
{
    public bool IsOfSample => isOfSample;
}
