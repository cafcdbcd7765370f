namespace Kernels.Training;

/// <summary>What was measured of one layer up to a step, since the one before.</summary>
/// <param name="Step">The step.</param>
/// <param name="Health">What Backward counted.</param>
/// <param name="DeadUnits">Units that let no gradient pass in any of at least 64 rows; 0 of fewer rows.</param>
/// <param name="Rows">How many rows were looked at.</param>
/// <param name="Gain">√(fan_in·E w²) of the weights into the layer; NaN where none were shown.</param>
/// <param name="GradientNorm">The 2-norm of the gradient of these weights; NaN where none was shown.</param>
/// <param name="UpdateRatio">The norm of what a step changed by that of the weights; NaN where none was shown.</param>
/// <param name="Exponents">The powers of two of that gradient.</param>
/// <param name="Expected">What the formula says for inputs of that mean and variance.</param>
public sealed record LayerSnapshot(
    long Step, LayerHealth Health, int DeadUnits, long Rows, double Gain, double GradientNorm, double UpdateRatio,
    ExponentHistogram Exponents, ExpectedHealth Expected);

/// <summary>What the formula of an activation says of normal inputs.</summary>
/// <param name="StoppedShare">The share of inputs whose slope is 0.</param>
/// <param name="SaturatedShare">
/// The share whose slope is below <see cref="LayerHealth.SaturationBound"/> of the steepest.
/// </param>
/// <param name="MeanSquareSlope">E f'².</param>
public readonly record struct ExpectedHealth(double StoppedShare, double SaturatedShare, double MeanSquareSlope);
