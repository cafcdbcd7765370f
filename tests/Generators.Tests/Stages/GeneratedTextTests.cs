// Numbers, names and indentation in generated text.
using System.Globalization;
using Kernels.Text;

namespace Kernels.Generators.Tests.Stages;

public class GeneratedTextTests
{
    public static TheoryData<double> Numbers =>
    [
        0, -0.0, 1, -1, 0.1, 1.0 / 3, Math.PI, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
        double.Epsilon, -double.Epsilon, 2.2250738585072014E-308, 2.2250738585072009E-308,
        1e308, -1e308, double.MaxValue, double.MinValue, 1e-300, 123456789012345678, 9007199254740993,
        0.30000000000000004, 5e-45, 1e-46, 3.4028236e38, float.MaxValue, float.Epsilon, 16777217,
    ];

    [Theory, MemberData(nameof(Numbers))]
    public void A_number_round_trips_bit_for_bit(double value)
    {
        Assert.Equal(BitConverter.DoubleToInt64Bits(value),
            BitConverter.DoubleToInt64Bits(Literal.ParseDouble(Literal.Double(value))));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value),
            BitConverter.DoubleToInt64Bits(Compiled(Literal.CSharpDouble(value), double.Parse)));
        Assert.Equal(BitConverter.SingleToInt32Bits((float)value),
            BitConverter.SingleToInt32Bits(Compiled(Literal.CSharpFloat(value), float.Parse)));
    }

    [Fact]
    public void Random_numbers_round_trip_bit_for_bit()
    {
        var random = new System.Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var (wide, narrow) = (BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
                BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)));
            if (!double.IsNaN(wide)) Assert.Equal(wide, Literal.ParseDouble(Literal.Double(wide)));
            if (float.IsFinite(narrow))
                Assert.Equal(narrow, float.Parse(Literal.CSharpFloat(narrow)[..^1], CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void A_number_is_written_in_its_shortest_form()
    {
        Assert.Equal(["0.1", "0.01", "1.702", "-0", "NaN", "-Infinity", "1E+300"],
            ((double[])[0.1, 0.01, 1.702, -0.0, double.NaN, double.NegativeInfinity, 1e300]).Select(Literal.Double));
        Assert.Equal(["0.1f", "-0f", "float.NaN", "float.PositiveInfinity"],
            ((double[])[0.1, -0.0, double.NaN, 1e300]).Select(Literal.CSharpFloat));
    }

    [Theory, InlineData("plain"), InlineData("a\"b\\c"), InlineData("two\nlines"), InlineData("σ(x)·{0}")]
    public void A_string_round_trips(string text)
    {
        var literal = Literal.CSharpString(text);
        Assert.Equal(text,
            Microsoft.CodeAnalysis.CSharp.SyntaxFactory.ParseExpression(literal).GetFirstToken().ValueText);
    }

    [Fact]
    public void No_name_is_given_twice()
    {
        var names = new NameScope(["@class", "t", "t3"]);
        Assert.Equal(["class2", "t2", "t4", "t5", "T", "t22"],
            new[] { "class", "t", "t", "t", "T", "t2" }.Select(names.Unique));
    }

    [Fact]
    public void Blocks_are_indented_and_closed()
    {
        var code = new CodeWriter();
        using (code.Open("class A"))
        {
            code.Line();
            code.Line("int x;");
        }
        Assert.Equal("class A\n{\n\n    int x;\n}\n", code.ToString());
        var open = code.Open("class B");
        Assert.Throws<InvalidOperationException>(() => code.ToString());
        open.Dispose();
    }

    /// <summary>What the literal means, read as the C# compiler reads it.</summary>
    static T Compiled<T>(string literal, Func<string, NumberStyles, IFormatProvider, T> parse)
        => literal.Contains('.') && !char.IsDigit(literal[^2])
            ? (T)typeof(T).GetField(literal[(literal.IndexOf('.') + 1)..])!.GetValue(null)!
            : parse(literal[..^1], NumberStyles.Float, CultureInfo.InvariantCulture);
}
