// The floats in order, and as text.
using System.Globalization;

namespace Kernels.Analysis;

internal static class Floats
{
    /// <summary>Its place in the order of all numbers; both zeros are at 0.</summary>
    public static int Place(float value)
        => BitConverter.SingleToInt32Bits(value) is var bits && bits >= 0 ? bits : int.MinValue - bits;

    public static float At(int place)
        => place >= 0 ? BitConverter.Int32BitsToSingle(place) : -BitConverter.Int32BitsToSingle(-place);

    public static float Next(float value, int steps) => At(Place(value) + steps);

    /// <summary>Enough digits to tell floats apart.</summary>
    public static string Text(double value)
        => double.IsInfinity(value) ? value > 0 ? "∞" : "-∞" : value.ToString("G9", CultureInfo.InvariantCulture);

    /// <summary>The number, and its bits.</summary>
    public static string Spell(float value) => $"{Text(value)} (0x{BitConverter.SingleToInt32Bits(value):X8})";
}
