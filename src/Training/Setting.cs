using System.Runtime.CompilerServices;

namespace Kernels.Training;

/// <summary>A setting of an optimiser under the name of its argument.</summary>
internal readonly record struct Setting(
    float Value, [CallerArgumentExpression(nameof(Setting.Value))] string Name = "")
{
    /// <summary>What a setting may be: one row a name.</summary>
    static readonly Dictionary<string, (string Range, Predicate<float> Holds)> Ranges = new()
    {
        ["rate"] = NotNegative,
        ["momentum"] = Share,
        ["alpha"] = Share,
        ["rho"] = Share,
        ["beta1"] = Share,
        ["beta2"] = Share,
        ["epsilon"] = ("above 0 and finite", x => x > 0 && float.IsFinite(x)),
        ["decay"] = NotNegative,
        ["l1"] = NotNegative,
        ["clip"] = NotNegative,
        ["schedule"] = NotNegative,
    };

    static (string, Predicate<float>) NotNegative => ("0 or above and finite", x => x >= 0 && float.IsFinite(x));

    static (string, Predicate<float>) Share => ("0 or above and below 1", x => x is >= 0 and < 1);

    /// <exception cref="ArgumentOutOfRangeException">A setting is outside of its range; its name is told.</exception>
    public static void Check(params ReadOnlySpan<Setting> settings)
    {
        foreach (var (value, name) in settings)
            if (Ranges[name] is var (range, holds) && !holds(value))
                throw new ArgumentOutOfRangeException(name, value, $"'{name}' is to be {range}.");
    }
}
