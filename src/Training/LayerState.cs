namespace Kernels.Training;

/// <summary>What is expected of the pre-activations of one layer of a wide network.</summary>
/// <param name="Variance">q, their mean square.</param>
/// <param name="Correlation">c, of those of two inputs.</param>
/// <param name="Gradient">The mean square of the loss's gradient by them, as a multiple of that in the last layer,
/// for layers of equal width.</param>
public readonly record struct LayerState(double Variance, double Correlation, double Gradient);
