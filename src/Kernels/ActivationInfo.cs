using Kernels.Ir;

namespace Kernels;

/// <summary>A hyperparameter or trainable scalar: its name and default value.</summary>
/// <param name="IsTrainable">Whether Backward sums its gradient.</param>
/// <param name="IsSeed">Whether random numbers are drawn from it: a whole number.</param>
public readonly record struct ParameterInfo(string Name, float Default, bool IsTrainable = false, bool IsSeed = false)
{
    readonly double? exact, written;

    /// <summary>
    /// The default as written, where the kernels compute with it when its float is passed;
    /// else the float. 1/6 is no float.
    /// </summary>
    public double Exact
    {
        get => exact ?? Default;
        init => exact = value;
    }

    /// <summary>The default as written in the definition, with which its scalar methods compute.</summary>
    public double Written
    {
        get => written ?? Exact;
        init => written = value;
    }
}

/// <summary>
/// A kernel called through its arguments as lists, in the order of <see cref="KernelInfo.Sources"/> and
/// <see cref="KernelInfo.Destinations"/>: for tools that treat all definitions alike. Behind the destinations there
/// may be one float for each of <see cref="KernelInfo.Sums"/>; behind the parameters, where there is a seed, the
/// position of the first element.
/// </summary>
public delegate void KernelCall(
    Execution execution, IReadOnlyList<ReadOnlyMemory<float>> sources, IReadOnlyList<Memory<float>> destinations,
    ReadOnlySpan<float> parameters);

/// <summary>One generated member as data.</summary>
/// <param name="Name">
/// Forward, Backward, BackwardAccumulate, ForwardWithDerivative, BackwardFromOutput, BackwardFromOutputAccumulate,
/// Tangent, BackwardBackward or Step; and, of a definition with trainable scalars, BackwardTerms: what Backward
/// computes, with the terms of its sums as destinations.
/// </param>
/// <param name="Sources">The spans it reads, in order.</param>
/// <param name="Destinations">The spans it writes, in order.</param>
/// <param name="Operations">Primitive operations for each element.</param>
/// <param name="Fingerprint">A hash of these operations: it changes when they do.</param>
/// <param name="Run">The kernel.</param>
public sealed record KernelInfo(
    string Name, IReadOnlyList<string> Sources, IReadOnlyList<string> Destinations, int Operations,
    string Fingerprint, KernelCall Run) : MemberInfo(Name, Operations)
{
    /// <summary>
    /// The gradients of trainable scalars: sums over all elements, overwritten also where destinations are added to.
    /// </summary>
    public IReadOnlyList<string> Sums { get; init; } = [];

    /// <summary>Of a kernel that computes one of several results: the kernel that computes all.</summary>
    public ResultKernel? Of { get; init; }
}

/// <summary>A definition as data: one row of an <c>ActivationCatalog</c>.</summary>
public sealed record ActivationInfo : DefinitionInfo<KernelInfo>
{
    /// <summary>
    /// The derivative that the generator found, for each input and then each trainable scalar, in its stable form.
    /// </summary>
    public required IReadOnlyList<string> Derivatives { get; init; }

    /// <summary>
    /// The second derivatives by the inputs in their stable form: of one f'',
    /// of several the upper triangle of their matrix, row by row.
    /// </summary>
    public required IReadOnlyList<string> SecondDerivatives { get; init; }

    /// <summary>The element-wise inputs.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>
    /// The numbers of the inputs that get a gradient. An input whose derivative is 0 everywhere, because it is stopped
    /// (<c>Detach</c>) or only compared, gets none; where this is so of all inputs, all get one.
    /// </summary>
    public IReadOnlyList<int> Followed
    {
        get => field ?? [.. Enumerable.Range(0, Inputs.Count)];
        init;
    }

    /// <summary>The promised error of the value, in ULP.</summary>
    public required double MaxUlp { get; init; }

    /// <summary>The promised error of the derivative away from its roots, in ULP.</summary>
    public required double MaxGradientUlp { get; init; }

    /// <summary>
    /// The promised error of the second derivatives away from their roots, in ULP:
    /// twice that of the first, in float lanes at least 16.
    /// </summary>
    public double MaxSecondUlp => 2 * (Accuracy == Accuracy.High ? MaxGradientUlp : Math.Max(8, MaxGradientUlp));

    /// <summary>The ways to compute gradients, by what must be kept of the forward pass: the least first.</summary>
    public required IReadOnlyList<SavedForBackward> Saves { get; init; }

    /// <summary>
    /// The definition as functions of one value: itself, where it has one result, else one for each. Their kernels are
    /// its own, of which all results but one are dropped. The kernel of a step is their Forward.
    /// </summary>
    public IReadOnlyList<ActivationInfo> Results
    {
        get => field ??= IsStep && Kernels.All(kernel => kernel.Of is null)
            ? [this with { Kernels = ResultKernel.All(this, 0, 1) }]
            : [this];
        init;
    }

    /// <summary>
    /// The user's own method: inputs, then hyperparameters. Of a definition with several results it throws.
    /// </summary>
    public required Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double> Definition { get; init; }

    /// <summary>
    /// The derivative in double precision, with arguments as <see cref="Definition"/> has them;
    /// null unless the type is an <see cref="IActivation"/>.
    /// </summary>
    public Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double>? Slope { get; init; }

    /// <summary>The second derivative, likewise.</summary>
    public Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double>? Curvature { get; init; }

    /// <summary>
    /// The gain of a layer before this activation that keeps the mean square of what it computes: 1/√E f(z)² for a
    /// standard normal z, hyperparameters at their defaults. Weights of variance gain²/fan_in keep it from layer to
    /// layer (He et al. 2015, who have it for relu: √2).
    /// </summary>
    /// <remarks>
    /// NaN where no such number exists: of a definition with several inputs or results, of one that draws random
    /// numbers, of a step, and where f has no value for some z, as a logarithm. Computed at first use, to 12 digits.
    /// </remarks>
    public double Gain => UnitGains.Of(this).Forward;

    /// <summary>
    /// The gain that keeps the mean square of the gradient: 1/√E f'(z)². It knows nothing of the jumps of f.
    /// </summary>
    /// <remarks>NaN where <see cref="Gain"/> is.</remarks>
    public double GradientGain => UnitGains.Of(this).Gradient;

    /// <summary>
    /// The value, its partial and its second derivatives in their stable forms, in the text form of the IR.
    /// </summary>
    public required string StableIr { get; init; }

    /// <summary>Whether it is a step, which is not differentiated.</summary>
    public bool IsStep => Kernels.All(kernel => (kernel.Of?.Kernel ?? kernel).Name == "Step");

    /// <summary>All that it may be differentiated by: the inputs, then the trainable scalars.</summary>
    internal IReadOnlyList<string> Variables
        => [.. Inputs, .. Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name)];

    /// <summary>The numbers of the variables whose gradients Backward has.</summary>
    internal IReadOnlyList<int> FollowedVariables
        => [.. Followed, .. Enumerable.Range(Inputs.Count, Variables.Count - Inputs.Count)];

    /// <summary>Whether it draws random numbers, so that a value depends on its position too.</summary>
    internal bool IsRandom => Parameters.Any(parameter => parameter.IsSeed);

    /// <summary>The defaults in double precision, as the element at <paramref name="position"/> has them.</summary>
    internal double[] ParametersAt(long position)
        => [.. Parameters.Select(
            parameter => parameter.IsSeed ? Philox.Placed(parameter.Default, position) : parameter.Exact)];

    /// <summary>The defaults as written, for what is said of the formula and not of its kernels.</summary>
    internal double[] WrittenParameters => [.. Parameters.Select(parameter => parameter.Written)];

    /// <summary>
    /// The kernel that has the gradient of every variable, element by element; null where there is none.
    /// </summary>
    internal KernelInfo? Gradients
        => Kernels.FirstOrDefault(kernel => kernel.Name == "BackwardTerms")
            ?? Kernels.FirstOrDefault(kernel => kernel.Name == "Backward");
}
