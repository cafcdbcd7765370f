namespace Kernels.Training;

/// <summary>Something that a <see cref="HealthReport"/> found, and what may be done.</summary>
/// <param name="Layer">The layer, or null where all of them together are meant.</param>
/// <param name="Step">The step at which it was seen first.</param>
/// <param name="Text">What was measured, what was expected, and a remedy, in a sentence.</param>
/// <param name="IsBad">Whether training is not to be expected; else it may be slow.</param>
public readonly record struct Finding(string? Layer, long Step, string Text, bool IsBad)
{
    /// <inheritdoc/>
    public override string ToString() => Layer is null ? Text : $"{Layer}: {Text}";
}
