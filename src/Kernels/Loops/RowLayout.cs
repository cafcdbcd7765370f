using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kernels.Loops;

/// <summary>Rows and columns in a span, and (in Contract) what the spans of a row kernel must be.</summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Columns">Elements of a row.</param>
/// <param name="Stride">Elements from the start of one row to the start of the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial record struct RowLayout(int Rows, int Columns, int Stride) : IRowContract<ReadOnlySpan<float>>
{
    /// <summary>The most rows that passes go over at once.</summary>
    public const int MostAtOnce = 64;

    /// <summary>The same for rows of more than 16 columns, which have more lanes to sum.</summary>
    const int MostWideAtOnce = 32;

    /// <summary>Floats of each span that are gone over at once: the first cache holds those of several spans.</summary>
    const int FloatsAtOnce = 4096;

    /// <summary>
    /// How many rows passes go over at once, a power of 2. The numbers of rows are computed a vector at a time;
    /// and when a pass reads what the last one has stored, that has reached the cache: a vector read from
    /// several stores must wait for it.
    /// </summary>
    public int AtOnce => Stride != Columns ? 1
        : Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)(FloatsAtOnce / Columns) + 1) / 2,
            Columns <= Sums.Segment ? 2 : 1, Columns <= 16 ? MostAtOnce : MostWideAtOnce);

    /// <summary>One value a column, again for each row of a group.</summary>
    public ref float Repeated(ReadOnlySpan<float> perColumn, Span<float> room)
    {
        if (room.IsEmpty) return ref MemoryMarshal.GetReference(perColumn);
        for (var start = 0; start < room.Length; start += Columns) perColumn[..Columns].CopyTo(room[start..]);
        return ref MemoryMarshal.GetReference(room);
    }

    /// <summary>The first row that a thread computes; <see cref="Rows"/> is the one behind its last.</summary>
    public int First { get; init; }

    /// <summary>What threads that compute some of the rows leave of sums over all rows.</summary>
    internal RowParts Parts { get; init; }

    /// <summary>Rows from which on it pays to move what they share to where vectors are aligned.</summary>
    const int FewestAligned = 8;

    /// <summary>Columns beyond which they come from the second cache either way.</summary>
    const int MostAligned = 2048;

    /// <summary>Room for values that all rows share, where they do not lie aligned for vectors; else 0.</summary>
    public unsafe int AlignedRoom(ReadOnlySpan<float> perColumn)
    {
        fixed (float* first = perColumn)
            return Rows < FewestAligned || Columns > MostAligned || (nuint)first % Alignment == 0 ? 0
                : Columns + Alignment / sizeof(float);
    }

    /// <summary>
    /// Values that all rows share, where vectors are aligned: one that lies across two cache lines takes two loads. The
    /// room lies on the stack, and does not move.
    /// </summary>
    public unsafe ref float Aligned(ReadOnlySpan<float> perColumn, Span<float> room)
    {
        if (room.IsEmpty) return ref MemoryMarshal.GetReference(perColumn);
        var misaligned = (int)((nuint)Unsafe.AsPointer(ref room[0]) % Alignment) / sizeof(float);
        var those = room[(Alignment / sizeof(float) - misaligned)..];
        perColumn[..Columns].CopyTo(those);
        return ref those[0];
    }

    const int Alignment = 64;

    /// <summary>From the first element to the last, with what lies between the rows.</summary>
    int Length => Rows == 0 ? 0 : (Rows - 1) * Stride + Columns;
}
