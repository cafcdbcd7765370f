// All that the emitters need of one definition: the last model of the pipeline.
using Kernels.Optimise;
using Kernels.Schedule;

namespace Kernels.Emit;

/// <summary>What is said and computed of one result.</summary>
/// <param name="Formula">The formula as written, for people.</param>
/// <param name="Derivatives">The stable derivative for each input and then
/// each trainable parameter, for people.</param>
/// <param name="SecondDerivatives">The second derivatives by the inputs, the upper triangle of their matrix.</param>
/// <param name="Stable">The value, the partial and the second derivatives, stabilised but not lowered:
/// what the double reference evaluates.</param>
/// <param name="Slopes">The partial derivatives by the inputs, stabilised but not lowered:
/// what the scalar Derivative evaluates.</param>
/// <param name="Curvatures">The second derivatives, likewise: what the scalar SecondDerivative evaluates.</param>
internal sealed record ResultForm(
    string Formula, EquatableArray<string> Derivatives, EquatableArray<string> SecondDerivatives, Body Stable,
    Body Slopes, Body Curvatures);

/// <param name="Results">One for each result of the definition.</param>
/// <param name="Kernels">The element-wise members, lowered.</param>
internal sealed record DefinitionPlan(
    ActivationModel Activation, EquatableArray<ResultForm> Results, EquatableArray<Kernel> Kernels, Lanes Lanes)
{
    /// <summary>The members of a definition over rows, which has no others.</summary>
    public EquatableArray<RowKernel> Rows { get; init; } = new([]);

    /// <summary>The row members in all their forms, with sums of products taken where the factors lie.</summary>
    // On every target alike: in double lanes a sum of products has other bits than a sum of terms.
    public IEnumerable<RowKernel> RowForms
        => Rows.SelectMany(kernel => new[] { kernel, kernel.Rare }).OfType<RowKernel>()
            .Select(kernel
                => kernel with { Passes = kernel.Passes.Select(pass => DotProducts.Of(pass, kernel)).ToEquatable() });

    /// <summary>What backward needs of forward, the least first.</summary>
    public EquatableArray<SavedForBackward> Saves { get; init; }

    /// <summary>The inputs that get a gradient.</summary>
    public EquatableArray<int> Followed { get; init; }

    /// <summary>The only result.</summary>
    public ResultForm Result => Results[0];

    public bool HasOneResult => Results.Count == 1;

    /// <summary>Whether it has the members of an activation of one input.</summary>
    public bool IsActivation
        => IsUnary && HasOneResult && !IsOverRows && Activation.Definition is
        { IsKernel: false, IsStep: false, Members: Definition.AllMembers };

    /// <summary>
    /// The derivatives of a result by what gets a gradient: the followed inputs, then the trainable parameters.
    /// </summary>
    public IReadOnlyList<string> FollowedDerivatives(int result)
        => [.. Followed.Select(input => Results[result].Derivatives[input]),
            .. Results[result].Derivatives.Skip(Activation.Inputs.Count)];

    /// <summary>The formula of each result, with its name where there are several.</summary>
    public string Formula
        => HasOneResult ? Result.Formula : string.Join("; ",
            Results.Select((result, i) => $"{Activation.Definition.Results[i]} = {result.Formula}"));

    public bool IsOverRows => Activation.Definition.IsOverRows;

    /// <summary>Whether there is a kernel that adds to the destinations of this one.</summary>
    public bool CanAccumulate(Kernel kernel) => Kernels.Any(other => other.Member == kernel.Member && other.Accumulate);

    /// <inheritdoc cref="CanAccumulate(Kernel)"/>
    public bool CanAccumulate(RowKernel kernel) => Rows.Any(other => other.Member == kernel.Member && other.Accumulate);

    public string SimpleName => Activation.Name.TrimStart('@');

    public string KernelsClass => SimpleName + "Kernels";

    public bool HasDoubleLanes => Lanes != Lanes.Float;

    public bool IsUnary => Activation.Inputs.Count == 1;

    /// <summary>
    /// The kernel whose loop this one runs: the first of the same computation. A tangent of one input is its backward.
    /// </summary>
    public Kernel Loop(Kernel kernel) => Kernels.FirstOrDefault(kernel.IsSameLoop) ?? kernel;
}
