using Kernels.Proof;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Numbers;

public class PropertyTests
{
    const string Catalogue = "Kernels.Activations.", Words = "Kernels.Tests.Definitions.";

    public static TheoryData<string> Rising => [.. Monotone.Names, Words + "ExpWord", Words + "Relu6"];

    [Theory, MemberData(nameof(Rising))]
    public void A_monotone_function_never_falls(string definition) => Holds(definition, PropertySuite.Rises);

    static readonly Dictionary<string, Func<float, float, float, bool>> Relations = new()
    {
        [Catalogue + "Tanh"] =
            (x, y, opposite) => Same(-y, opposite) && MathF.Abs(y) <= 1 && (MathF.Abs(x) < 9.02f || MathF.Abs(y) == 1),
        [Words + "ErfWord"] = (_, y, opposite) => Same(-y, opposite) && MathF.Abs(y) <= 1,
        [Catalogue + "Sigmoid"] = (_, y, opposite) => y is >= 0 and <= 1 && Near(y, opposite, 1),
        [Catalogue + "Gelu"] = (x, y, opposite) => Near(y, -opposite, x),
        [Catalogue + "Silu"] = (x, y, opposite) => Near(y, -opposite, x),
        [Catalogue + "Softplus"] = (x, y, opposite) => y >= 0 && Near(y, -opposite, x),
        [Words + "ExpWord"] = (x, y, _) => y >= 0 && (x != 0 || y == 1),
    };

    public static TheoryData<string> Related => [.. Relations.Keys];

    [Theory, MemberData(nameof(Related))]
    public void A_function_is_symmetric_and_bounded(string definition)
        => Holds(definition, subject => PropertySuite.Holds(subject, Relations[definition]));

    static void Holds(string definition, Func<Case, IEnumerable<string>> property)
        => Subjects.None(Subjects.Runners.Values.SelectMany(runner
            => property(new(Subjects.Definitions[definition], Subjects.Definitions[definition]["Forward"], runner))));

    static bool Same(float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b);

    /// <summary>
    /// a + b is the sum, within an ULP where it is 1, else as far as
    /// errors of 5 ULP of the largest of the three let it.
    /// </summary>
    static bool Near(float a, float b, float sum)
        => float.IsInfinity(sum) || Math.Abs((double)a + b - sum)
            <= (sum == 1 ? 1 : 5) * Ulp.Unit(Math.Max(Math.Abs(sum), Math.Max(Math.Abs(a), Math.Abs(b))));
}
