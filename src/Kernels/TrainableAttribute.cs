namespace Kernels;

/// <summary>
/// Marks a parameter of a definition's <c>Forward</c> as a trainable scalar, as in <c>[Trainable] double beta =
/// 1</c>: one value for all elements, whose gradient <c>Backward</c> sums over all elements, in one fixed
/// order, into <c>out float dbeta</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TrainableAttribute : Attribute;
