// The names by which tests ask whether a stage ran again.
namespace Kernels.Generators;

internal static class Steps
{
    public const string Discover = nameof(Discover);
    public const string Stabilise = nameof(Stabilise);
    public const string Differentiate = nameof(Differentiate);
    public const string StabiliseDerivatives = nameof(StabiliseDerivatives);
    public const string DifferentiateAgain = nameof(DifferentiateAgain);
    public const string StabiliseAgain = nameof(StabiliseAgain);
    public const string Plan = nameof(Plan);
    public const string Lower = nameof(Lower);
    public const string EmitCpu = nameof(EmitCpu);
    public const string EmitCatalog = nameof(EmitCatalog);
    public const string DiscoverReferenced = nameof(DiscoverReferenced);
    public const string EmitGpu = nameof(EmitGpu);
    public const string EmitGpuCatalog = nameof(EmitGpuCatalog);

    public static readonly string[] All =
    [
        Discover, Stabilise, Differentiate, StabiliseDerivatives, DifferentiateAgain, StabiliseAgain,
        Plan, Lower, EmitCpu, EmitCatalog,
    ];

    /// <summary>The steps that run only where Kernels.Gpu is referenced.</summary>
    public static readonly string[] Gpu = [DiscoverReferenced, EmitGpu, EmitGpuCatalog];
}
