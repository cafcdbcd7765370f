namespace Kernels;

/// <summary>
/// Marks an input of a definition's <c>Forward</c> that has one value a row, as in <c>[PerRow] double scale</c>: a
/// scale, or the class that a row belongs to. Its gradient is summed over the columns.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PerRowAttribute : Attribute;
