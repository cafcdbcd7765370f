namespace Kernels;

/// <summary>
/// The members that can be generated for a definition: what <see cref="KernelAttribute.Members"/> chooses from.
/// </summary>
[Flags]
public enum Members
{
    /// <summary>The value. It is generated always.</summary>
    Forward = 0,

    /// <summary>The gradient, from the inputs and from what arrives at the value.</summary>
    Backward = 1,

    /// <summary>The gradient from the value instead of the input, where the formula allows it.</summary>
    BackwardFromOutput = 2,

    /// <summary>Value and derivative in one pass.</summary>
    ForwardWithDerivative = 4,

    /// <summary>The change of the value along a direction: forward mode.</summary>
    Tangent = 8,

    /// <summary>The gradient of a gradient.</summary>
    BackwardBackward = 16,

    /// <summary>Value and gradients of a loss over rows in one call.</summary>
    ForwardWithGradient = 32,

    /// <summary>All that the definition can have.</summary>
    All = 63,
}
