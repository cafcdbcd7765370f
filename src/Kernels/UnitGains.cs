using System.Runtime.CompilerServices;
using Kernels.Ir;

namespace Kernels;

/// <summary>
/// The gains of a definition at its defaults. They are kept beside the description, not in it: a copy made by 'with'
/// may have another method.
/// </summary>
sealed record UnitGains(double Forward, double Gradient)
{
    static readonly ConditionalWeakTable<ActivationInfo, UnitGains> Known = [];

    static readonly UnitGains None = new(double.NaN, double.NaN);

    public static UnitGains Of(ActivationInfo activation) => Known.GetValue(activation, Compute);

    static UnitGains Compute(ActivationInfo activation)
    {
        if (activation.Slope is not { } slope || activation.IsRandom) return None;
        var parameters = activation.WrittenParameters;
        var (second, slope2) = MeanSquares.Of(
            x => (activation.Definition([x], parameters), slope([x], parameters)), variance: 1);
        return double.IsFinite(second) ? new(1 / Math.Sqrt(second), 1 / Math.Sqrt(slope2)) : None;
    }
}
