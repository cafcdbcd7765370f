namespace Kernels;

/// <summary>
/// Marks an input of a definition's <c>Forward</c> that has one value a row, as in <c>[PerRow] double scale</c>. Its
/// gradient is summed over the columns. What is compared with the numbers of the columns, such as the class of a row,
/// is a whole number, <c>[PerRow] int label</c>, and has no gradient.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PerRowAttribute : Attribute;
