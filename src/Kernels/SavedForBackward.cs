namespace Kernels;

/// <summary>What of a forward pass determines the gradients.</summary>
public enum Saved
{
    /// <summary>
    /// Nothing but the upstream gradient: the derivative is the same for all inputs, or drawn again from the seed.
    /// </summary>
    Nothing,

    /// <summary>Which branch each element took: the derivative is one of a few constants.</summary>
    Bits,

    /// <summary>The value, which the next layer keeps anyway.</summary>
    Output,

    /// <summary>The inputs on which the derivatives depend.</summary>
    Input,

    /// <summary>The derivatives themselves.</summary>
    Derivative,
}

/// <summary>One way to compute gradients: what to keep of the forward pass, and how much that is.</summary>
/// <param name="What">What is kept.</param>
/// <param name="BytesPerElement">Its size; of branches the eighth part of a byte for each bit.</param>
/// <param name="Member">The member that computes gradients from it; null where a product with the upstream
/// gradient is all, and the layer's own.</param>
public readonly record struct SavedForBackward(Saved What, double BytesPerElement, string? Member);
