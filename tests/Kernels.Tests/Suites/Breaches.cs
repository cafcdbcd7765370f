// Promises that are not kept yet: what is wrong, and how far it goes, so that it goes no further. A test fails as soon as
// one is kept, so that it leaves this list.
namespace Kernels.Tests.Suites;

/// <param name="Wrong">What is wrong, and why.</param>
/// <param name="MaxUlp">The error of the value that is reached, for inputs of ordinary size; likewise <paramref name="MaxGradientUlp"/>.</param>
/// <param name="Smallest">What ordinary size is: |x| from here.</param>
/// <param name="Largest">To here.</param>
sealed record Breach(string Wrong, double MaxUlp, double MaxGradientUlp, float Smallest, float Largest);

static class Breaches
{
    const string Gated =
        "The gate's value, or its slope, is rounded as a subnormal before a large factor brings it back into the normal range.";

    const string Cancelled =
        "The quotient rule leaves 1/(1 + |x|) - |x|/(1 + |x|)², which cancels: the slope is lost with growing x.";

    /// <summary>Errors above the bounds.</summary>
    public static readonly IReadOnlyDictionary<string, Breach> Ulp = new Dictionary<string, Breach>
    {
        ["Kernels.Activations.SwiGlu"] = new(Gated, 4, 12, 1e-15f, 80),
        ["Kernels.Tests.Definitions.GeGlu"] = new(Gated, 6, 12, 1e-15f, 1e15f),
        ["Kernels.Tests.Definitions.SoftSign"] = new(Cancelled, 2, 512, 0, 200),
    };

    /// <summary>Wrong limits, NaN, signs of zero.</summary>
    public static readonly IReadOnlyDictionary<string, string> Special = new Dictionary<string, string>
    {
        ["Kernels.Activations.Elu"] = "elu(-0) is +0: expm1 adds 2⁰ - 1 last.",
        ["Kernels.Activations.SwiGlu"] = Gated,
        ["Kernels.Tests.Definitions.GeGlu"] = Gated,
        ["Kernels.Tests.Definitions.SoftSign"] = Cancelled,
    };

    /// <summary>Gradients that the gradient check refuses.</summary>
    public static readonly IReadOnlyDictionary<string, string> Gradient = new Dictionary<string, string>
    {
        ["Kernels.Tests.Definitions.SoftSign"] = Cancelled,
    };
}
