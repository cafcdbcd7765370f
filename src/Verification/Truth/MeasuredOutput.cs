// What a destination holds when the upstream gradient is 1 and one direction is followed: the value,
// a slope, or a second derivative.
using Kernels.Ir;

namespace Kernels.Verification;

/// <param name="Order">0, 1 or 2.</param>
/// <param name="Index">Of a slope its variable; of a second derivative its place in the upper triangle.</param>
internal readonly record struct MeasuredOutput(int Order, int Index = 0)
{
    /// <summary>
    /// The members that a runner offers and that take the inputs, those with directions once for each.
    /// </summary>
    public static IEnumerable<(KernelInfo Kernel, int Direction, string Name)> Runs(
        ActivationInfo activation, KernelRunner runner)
        => from kernel in activation.Kernels
           where kernel.Name is "Forward" or "ForwardWithDerivative"
               || kernel == activation.Gradients || TakesDirections(kernel)
           where runner.Offers(activation, kernel)
           from direction in TakesDirections(kernel) ? activation.Followed : [0]
           select (kernel, direction, TakesDirections(kernel) && activation.Inputs.Count > 1
               ? $"{kernel.Name} along {activation.Inputs[direction]}"
               : kernel.Name);

    public static bool TakesDirections(KernelInfo kernel) => kernel.Name is "Tangent" or "BackwardBackward";

    /// <summary>
    /// What the kernel's destinations hold: of a kernel that takes directions,
    /// when that input's is 1 and the others' are 0.
    /// </summary>
    public static MeasuredOutput[] Of(ActivationInfo activation, KernelInfo kernel, int direction = 0)
    {
        var variables = activation.Variables.Count;
        var (followed, slopes) =
            (activation.Followed, activation.FollowedVariables.Select(variable => new MeasuredOutput(1, variable)));
        return kernel.Name switch
        {
            "Forward" => [default],
            "ForwardWithDerivative" => [default, .. slopes.Take(followed.Count)],
            "Tangent" => [new(1, direction)],
            "BackwardBackward"
                => [.. followed.Select(
                    input => new MeasuredOutput(2, UpperTriangle.Position(input, direction, variables))),
                    new(1, direction)],
            _ => [.. slopes],
        };
    }

    public BigFloat? In(Truth truth)
        => Order switch { 0 => truth.Value, 1 => truth.Slopes?[Index], _ => truth.Curvatures?[Index] };

    /// <summary>
    /// The inputs along which it is a derivative; a slope along a
    /// trainable parameter is followed along the first input.
    /// </summary>
    public int[] Along(ActivationInfo activation)
    {
        if (Order == 1) return [Index < activation.Inputs.Count ? Index : 0];
        var (row, column) = UpperTriangle.Entries(activation.Variables.Count).ElementAt(Index);
        return row == column ? [row] : [row, column];
    }

    public double Bound(ActivationInfo activation)
        => Order switch { 0 => activation.MaxUlp, 1 => activation.MaxGradientUlp, _ => activation.MaxSecondUlp };
}
