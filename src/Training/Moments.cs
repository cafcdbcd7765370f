namespace Kernels.Training;

/// <summary>Means of an activation f and its derivatives over an input x, normal with mean 0.</summary>
/// <param name="Variance">q, the variance of x.</param>
/// <param name="Mean">E f.</param>
/// <param name="Second">E f².</param>
/// <param name="Slope">E f'.</param>
/// <param name="Slope2">E f'², what a gradient's mean square is multiplied by. Where f jumps it is infinite in truth:
/// this is the number without the jumps.</param>
/// <param name="Slope4">E f'⁴: with Slope2 it says how unevenly directions are stretched.</param>
/// <param name="Curvature2">E f''², without kinks.</param>
/// <param name="ZeroSlope">The share of inputs at which f' is exactly 0.</param>
/// <param name="SecondSlope">The derivative of E f² by q, jumps and kinks included.</param>
public readonly record struct Moments(
    double Variance, double Mean, double Second, double Slope, double Slope2, double Slope4, double Curvature2,
    double ZeroSlope, double SecondSlope);
