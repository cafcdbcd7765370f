namespace Kernels.Training;

/// <summary>Which number of connections the variance of a weight is divided by.</summary>
public enum FanMode
{
    /// <summary>The inputs of a unit: the forward pass keeps its variance.</summary>
    In,

    /// <summary>The outputs that a unit feeds: the backward pass keeps its variance.</summary>
    Out,

    /// <summary>The mean of both: a compromise, as Glorot and Bengio 2010 have it.</summary>
    Average,
}
