namespace Kernels.Training;

/// <summary>What thresholds must be, checked before anything is written.</summary>
static class Thresholds
{
    /// <exception cref="ArgumentOutOfRangeException">It is negative or NaN.</exception>
    public static void Check(double threshold, string name)
    {
        if (!(threshold >= 0)) throw new ArgumentOutOfRangeException(
            name, threshold, $"'{name}' is {threshold}; it must be at least 0.");
    }

    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or NaN.</exception>
    public static void CheckFinite(double strength, string name)
    {
        if (!(strength >= 0) || double.IsInfinity(strength)) throw new ArgumentOutOfRangeException(
            name, strength, $"'{name}' is {strength}; it must be finite and at least 0.");
    }

    /// <exception cref="ArgumentOutOfRangeException">It is no value of its type.</exception>
    public static void Check<T>(T choice, string name) where T : struct, Enum
    {
        if (!Enum.IsDefined(choice)) throw new ArgumentOutOfRangeException(
            name, choice, $"'{name}' must be one of {string.Join(", ", Enum.GetNames<T>())}.");
    }
}
