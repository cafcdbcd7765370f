namespace Kernels.Training;

/// <summary>What clipping does with a gradient that has NaN or an infinity.</summary>
public enum NonFinite
{
    /// <summary>Throws <see cref="NotFiniteNumberException"/>, which names the span and the index.</summary>
    Throw,

    /// <summary>
    /// The step is to be skipped: <see cref="ClipCoefficient.Skip"/> is true, and the coefficient is 0.
    /// </summary>
    Skip,

    /// <summary>Elements that are not finite become 0; the norm is that of the others.</summary>
    Zero,

    /// <summary>The coefficient is NaN, and so is every gradient scaled by it: nothing is hidden.</summary>
    Propagate,
}
