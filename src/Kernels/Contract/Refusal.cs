using System.ComponentModel;

namespace Kernels.Loops;

/// <summary>What the contract says of spans and of a device's views that break it: one text for both.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Refusal
{
    /// <summary>An input is not as long as the first.</summary>
    public static ArgumentException OtherLength(long given, long first, string name)
        => new($"The inputs must be equally long: '{name}' has {given} elements, the first has {first}.", name);

    /// <summary>A destination is too short.</summary>
    public static ArgumentException TooShort(long given, long needed, string name)
        => new($"The destination '{name}' is too short: it has {given} elements, {needed} are needed.", name);

    /// <summary>A destination overlaps an input without starting where it starts.</summary>
    public static ArgumentException OtherStart(string name)
        => new($"The destination '{name}' overlaps an input at another start; "
            + $"it may be the same memory from the same start, or apart.", name);

    /// <summary>Two destinations share memory.</summary>
    public static ArgumentException SharedDestination(string name)
        => new($"The destination '{name}' overlaps another destination.", name);

    /// <summary>A destination shares memory with what has no element for each of its own.</summary>
    public static ArgumentException OtherShape(string name)
        => new($"The destination '{name}' overlaps a span of another shape, or another destination.", name);
}
