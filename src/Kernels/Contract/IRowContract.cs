using System.ComponentModel;

namespace Kernels.Loops;

/// <summary>
/// What the memory of a row kernel must be, for memory of any kind: spans of the host, or views of a device.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowContract<TMemory> where TMemory : allows ref struct
{
    /// <exception cref="ArgumentException">It is not one element for each row and column.</exception>
    void Element(TMemory input, string name);

    /// <exception cref="ArgumentException">It is not one value a column.</exception>
    void PerColumn(TMemory input, string name);

    /// <exception cref="ArgumentException">The destination is too short.</exception>
    void ToElement(TMemory destination, string name);

    /// <exception cref="ArgumentException">The destination is too short.</exception>
    void ToPerColumn(TMemory destination, string name);

    /// <exception cref="ArgumentException">The destination overlaps an input
    /// without starting where it starts.</exception>
    void SameStartOrApart(TMemory destination, TMemory input, string name);

    /// <exception cref="ArgumentException">The destination overlaps the other.</exception>
    static abstract void Apart(TMemory destination, TMemory other, string name);
}

/// <summary>A destination that must overlap none of several others.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ApartFrom<TLayout, TMemory>(TMemory destination, string name)
    where TLayout : IRowContract<TMemory> where TMemory : allows ref struct
{
    readonly TMemory destination = destination;
    readonly string name = name;

    /// <exception cref="ArgumentException">The destination overlaps the other.</exception>
    public ApartFrom<TLayout, TMemory> And(TMemory other)
    {
        TLayout.Apart(destination, other, name);
        return this;
    }
}
