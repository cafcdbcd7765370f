namespace Kernels.Training;

/// <summary>What the variance of the weights is to keep from layer to layer.</summary>
public enum Keep
{
    /// <summary>The mean square of what the layers compute: gain 1/√E f², by the inputs of a unit.</summary>
    Forward,

    /// <summary>The mean square of gradients: gain 1/√E f'², by the outputs that a unit feeds.</summary>
    Gradient,

    /// <summary>
    /// Both where it is possible: the weight variance at which χ₁ is 1 at its own fixed point, by the inputs of a unit.
    /// It belongs to a variance of the biases.
    /// </summary>
    EdgeOfChaos,
}
