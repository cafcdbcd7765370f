using System.ComponentModel;

namespace Kernels.Loops;

/// <summary>
/// The contract of classes, checked before the first write: each is the number of a column, or a value that the formula
/// itself speaks of.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Labels
{
    /// <summary>Values that a formula gives a meaning of its own, from one to another; none where one is NaN.</summary>
    public readonly record struct Range(float From, float To);

    /// <summary>What the formula compares for equality.</summary>
    public static Range Equal(float value) => new(value, value);

    /// <summary>What it finds below a value; one among the columns says nothing of what lies outside of them.</summary>
    public static Range Below(float value)
        => new(float.NegativeInfinity, value <= 0 ? float.BitDecrement(value) : float.NaN);

    /// <summary>What it finds up to a value, likewise.</summary>
    public static Range UpTo(float value) => new(float.NegativeInfinity, value < 0 ? value : float.NaN);

    /// <exception cref="ArgumentOutOfRangeException">A class is not the number of a column.</exception>
    public static void Check(ReadOnlySpan<int> labels, int columns, string name, params ReadOnlySpan<Range> admitted)
    {
        for (var row = 0; row < labels.Length; row++)
            if ((uint)labels[row] >= (uint)columns && !IsAdmitted(labels[row], admitted))
                Refuse(labels[row], row, columns, name);
    }

    [ThreadStatic]
    static int[]?[]? rooms;

    /// <summary>
    /// Whole numbers from floats, for tools that treat all spans alike. They are valid until the thread's next call for
    /// the same span.
    /// </summary>
    /// <param name="nth">Which span of the call it is: each has memory of its own.</param>
    public static ReadOnlySpan<int> Integers(ReadOnlySpan<float> values, int nth)
    {
        rooms ??= [];
        if (rooms.Length <= nth) Array.Resize(ref rooms, nth + 1);
        if (!(rooms[nth]?.Length >= values.Length)) rooms[nth] = new int[values.Length];
        var integers = rooms[nth].AsSpan(0, values.Length);
        for (var i = 0; i < integers.Length; i++) integers[i] = (int)values[i];
        return integers;
    }

    static bool IsAdmitted(int label, ReadOnlySpan<Range> admitted)
    {
        foreach (var range in admitted)
            if (label >= range.From && label <= range.To) return true;
        return false;
    }

    static void Refuse(int label, int row, int columns, string name) => throw new ArgumentOutOfRangeException(
        name, label,
        $"'{name}' of row {row} is {label}, which is no class: classes are whole numbers from 0 to {columns - 1}.");
}
