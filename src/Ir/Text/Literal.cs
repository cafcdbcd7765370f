// The one place where a number becomes text: invariant, round-trip, bit-exact. NaN, the infinities and -0 have
// spellings of their own, because C# has no literal for them.
using System.Globalization;

namespace Kernels.Text;

internal static class Literal
{
    /// <summary>
    /// A double as plain text that reads back to the same bits ("NaN", "Infinity", "-Infinity", "-0").
    /// </summary>
    public static string Double(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsPositiveInfinity(value)) return "Infinity";
        if (double.IsNegativeInfinity(value)) return "-Infinity";
        if (value == 0) return BitConverter.DoubleToInt64Bits(value) < 0 ? "-0" : "0";
        // G15 is what a person wrote ("0.1"); G17 always round-trips. "R" does not, on .NET Framework.
        var text = value.ToString("G15", CultureInfo.InvariantCulture);
        if (ParseDouble(text) != value) text = value.ToString("G16", CultureInfo.InvariantCulture);
        return ParseDouble(text) == value ? text : value.ToString("G17", CultureInfo.InvariantCulture);
    }

    public static double ParseDouble(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        "-0" => -0.0,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    /// <summary>A C# expression of type double.</summary>
    public static string CSharpDouble(double value)
    {
        if (double.IsNaN(value)) return "double.NaN";
        if (double.IsInfinity(value)) return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        return Double(value) + "d";
    }

    /// <summary>A C# expression of type float: the float nearest to <paramref name="value"/>.</summary>
    public static string CSharpFloat(double value)
    {
        var single = (float)value;
        if (float.IsNaN(single)) return "float.NaN";
        if (float.IsInfinity(single)) return single > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        if (single == 0) return BitConverter.DoubleToInt64Bits(single) < 0 ? "-0f" : "0f";
        var text = single.ToString("G7", CultureInfo.InvariantCulture);
        if (float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) != single)
            text = single.ToString("G9", CultureInfo.InvariantCulture);
        return text + "f";
    }

    /// <summary>A C# string literal.</summary>
    public static string CSharpString(string text)
        => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "").Replace("\n", "\\n") + "\"";
}
