// The double reference: its vectors against the interpreter's scalars, and the whole against arbitrary precision.
using Kernels.Ir;
using Kernels.Proof;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Numbers;

public class DoubleReferenceTests
{
    const double Tolerance = 1.0 / (1L << 42);

    public static TheoryData<string> Operations => [.. LaneTable.Rows.Keys.Select(op => op.Row().Name)];

    [Theory, MemberData(nameof(Operations))]
    public void A_vector_operation_matches_the_scalar_interpreter(string name)
    {
        Assert.True(OpTable.TryParse(name, out var op));
        var (a, b, c) = (Samples.Stratified(4096, 1), Samples.Stratified(4096, 2), Samples.Stratified(4096, 3));
        var actual = new double[a.Length];
        LaneTable.Rows[op]([.. a], [.. b], [.. c], actual);
        for (var k = 0; k < a.Length; k++)
        {
            var expected = Interpreter.Apply(op, a[k], b[k], c[k]);
            Assert.True(Close(actual[k], expected, b[k]),
                $"{name}({a[k]:R}, {b[k]:R}, {c[k]:R}) is {actual[k]:R}, not {expected:R}");
        }
    }

    [Fact]
    public void A_block_matches_arbitrary_precision_at_each_point()
    {
        foreach (var activation in Activations.ActivationCatalog.All.Where(activation => !activation.IsRandom))
        {
            var points = Samples.Stratified(1024, activation);
            var reference = new Reference(activation, 1024, 0);
            reference.Run(points);
            var truths = new Oracle(activation).At([.. points.Select(input => input[..64])]);
            for (var k = 0; k < truths.Length; k++)
                if (truths[k].Value?.ToDouble() is { } truth)
                    Assert.True(Close(reference[0][k], truth, 0),
                        $"{activation.Name} at {points[0][k]:R}: {reference[0][k]:R}, in truth {truth:R}");
        }
    }

    /// <summary>
    /// Alike as far as floats can see: in digits, or both beyond the reach of floats and their products;
    /// beside a second operand, in its digits.
    /// </summary>
    static bool Close(double actual, double expected, double beside)
        => double.IsNaN(expected) ? double.IsNaN(actual)
            : Math.Abs(actual - expected) <= Tolerance * Math.Max(Math.Abs(expected), Math.Abs(beside) * Tolerance)
            || Math.Abs(actual) < 1e-84 && Math.Abs(expected) < 1e-84
            || Math.Abs(actual) > 1e200 && Math.Abs(expected) > 1e200 && Math.Sign(actual) == Math.Sign(expected);
}
