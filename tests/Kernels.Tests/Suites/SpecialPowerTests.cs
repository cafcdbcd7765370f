// The special cases of pow that IEEE 754 lists, all pairs of the arguments that bring them about: as Math.Pow has them,
// which the arbitrary precision cannot tell (it knows neither infinities nor signed zeros).
using Xunit;

namespace Kernels.Tests.Suites;

public class SpecialPowerTests
{
    static readonly float[] Arguments =
    [
        .. from magnitude in (float[])
           [
               0, float.Epsilon, 1e-40f, 1.17549435e-38f, 0.5f, 1, 1.5f, 2, 3, 126, 149, 150,
               8388607.5f, 8388609, 16777215, 16777216,
               1e30f, float.MaxValue, float.PositiveInfinity, MathF.BitIncrement(1), MathF.BitDecrement(1),
           ]
           from signed in (float[])[magnitude, -magnitude]
           select signed,
        float.NaN,
    ];

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var runner in Subjects.Runners.Keys)
                foreach (var power in (string[])["Kernels.Proof.FastPow", "Kernels.Proof.HighPow"])
                    data.Add(power, runner);
            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Special_powers_are_those_of_IEEE_754(string definition, string runner)
    {
        float[] x = [.. Arguments.SelectMany(_ => Arguments)],
            exponent = [.. Arguments.SelectMany(y => Arguments.Select(_ => y))];
        var actual = new float[x.Length];
        Subjects.Runners[runner].Run(Subjects.Definitions[definition],
            Subjects.Definitions[definition]["Forward"], [x, exponent], [actual], []);
        Subjects.None(
            from k in Enumerable.Range(0, x.Length)
            let expected = (float)Math.Pow(x[k], exponent[k])
            where !IsNear(actual[k], expected)
            select FormattableString.Invariant(
                $"{definition} on {runner}: pow({x[k]:R}, {exponent[k]:R}) is {actual[k]:R}, not {expected:R}"));
    }

    /// <summary>The same, with its sign; a finite value within two floats.</summary>
    static bool IsNear(float actual, float expected)
        => float.IsNaN(expected) ? float.IsNaN(actual)
            : float.IsNegative(actual) == float.IsNegative(expected)
            && Math.Abs((long)BitConverter.SingleToInt32Bits(actual) - BitConverter.SingleToInt32Bits(expected))
                <= (float.IsFinite(expected) && expected != 0 ? 2 : 0);
}
