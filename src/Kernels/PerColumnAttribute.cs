namespace Kernels;

/// <summary>
/// Marks an input of a definition's <c>Forward</c> that has one value a column, the same in all rows: a bias, as in
/// <c>[PerColumn] double bias</c>, or the weight of a normalisation, as in <c>[PerColumn] Row weight</c>.
/// Its gradient is summed over the rows.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PerColumnAttribute : Attribute;
