using System.ComponentModel;

namespace Kernels.Loops;

/// <summary>How many rows a kernel goes over at once: of one, its numbers stay in registers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRows
{
    /// <summary>Whether each element has the numbers of its own row.</summary>
    static abstract bool AreSeveral { get; }
}

/// <summary>One row, however long.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OneRow : IRows
{
    /// <inheritdoc/>
    public static bool AreSeveral => false;
}

/// <summary>Short rows, one behind the other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SeveralRows : IRows
{
    /// <inheritdoc/>
    public static bool AreSeveral => true;
}
