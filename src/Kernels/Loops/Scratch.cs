using System.Buffers;
using System.ComponentModel;
using System.Numerics;

namespace Kernels.Loops;

/// <summary>
/// Working memory for a row, or a group of short ones: on the caller's stack, or rented where it is long.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Scratch<T> where T : unmanaged, INumber<T>
{
    readonly Span<T> values;
    readonly T[]? rented;

    /// <param name="stack">What is taken where it suffices.</param>
    /// <param name="length">How many values are needed.</param>
    public Scratch(Span<T> stack, int length)
    {
        rented = length > stack.Length ? ArrayPool<T>.Shared.Rent(length) : null;
        values = (rented ?? stack)[..length];
    }

    /// <summary>The values.</summary>
    public Span<T> Values => values;

    /// <summary>Gives back what was rented.</summary>
    public void Dispose()
    {
        if (rented is not null) ArrayPool<T>.Shared.Return(rented);
    }
}
