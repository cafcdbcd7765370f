// Runs what was generated and compares it with the user's own method: the value, the derivative against central
// differences, every instruction set against the scalar one bit for bit.
extern alias runtime;

using Info = runtime::Kernels.ActivationInfo;
using Isa = runtime::Kernels.Isa;
using Isas = runtime::Kernels.Isas;

namespace Kernels.Generators.Tests.Driving;

internal static class Check
{
    /// <summary>
    /// Relative to the larger of 1 and the value: hostile definitions promise to be correct, not to be tight.
    /// </summary>
    const double Tolerance = 1e-4;

    public static void Kernels(Info activation)
    {
        foreach (var first in (float[][])[Samples.Moderate, Samples.All])
        {
            var sources = activation.Inputs.Select((_, input) => input == 0 ? first : [.. first.Reverse()]).ToArray();
            var results = Loaded.Run(activation, "ForwardWithDerivative", Isa.Scalar, sources);
            foreach (var isa in Isas.Available)
                Same(activation, isa, results, Loaded.Run(activation, "ForwardWithDerivative", isa, sources));
            Same(activation, Isa.Scalar, [results[0]], Loaded.Run(activation, "Forward", Isa.Scalar, sources));
            if (first == Samples.Moderate) Values(activation, sources, results);
        }
        NotANumber(activation);
    }

    /// <summary>The value alone, on each instruction set.</summary>
    public static void Value(Info activation)
    {
        var sources = activation.Inputs
            .Select((_, input) => input == 0 ? Samples.Moderate : [.. Samples.Moderate.Reverse()]).ToArray();
        var values = Loaded.Run(activation, "Forward", Isa.Scalar, sources);
        foreach (var isa in Isas.Available)
            Same(activation, isa, values, Loaded.Run(activation, "Forward", isa, sources));
        for (var at = 0; at < values[0].Length; at++)
        {
            double[] point = [.. sources.Select(source => (double)source[at])];
            Close(activation, "value", point, activation.Definition(point, Parameters(activation, at)), values[0][at]);
        }
    }

    /// <summary>
    /// NaN is a value that definitions test for and forget to test for: the kernel says what the method says.
    /// </summary>
    static void NotANumber(Info activation)
    {
        var point = activation.Inputs.Select(_ => double.NaN).ToArray();
        var results =
            Loaded.Run(activation, "Forward", Isa.Scalar, [.. activation.Inputs.Select(_ => new[] { float.NaN })]);
        Close(activation, "value", point, activation.Definition(point, Parameters(activation, 0)), results[0][0]);
    }

    static void Values(Info activation, float[][] sources, float[][] results)
    {
        for (var at = 0; at < sources[0].Length; at++)
        {
            var point = sources.Select(source => (double)source[at]).ToArray();
            var parameters = Parameters(activation, at);
            Close(activation, "value", point, activation.Definition(point, parameters), results[0][at]);
            for (var output = 1; output < results.Length; output++)
            {
                var input = activation.Followed[output - 1];
                if (Slope(activation, point, parameters, input) is { } slope)
                    Close(activation, $"derivative by {activation.Inputs[input]}", point, slope, results[output][at]);
            }
        }
    }

    /// <summary>The defaults, as the element at that position has them.</summary>
    static double[] Parameters(Info activation, int position)
        => [.. activation.Parameters.Select(
            parameter => parameter.Default + (parameter.IsSeed ? position * 4294967296.0 : 0))];

    /// <summary>By central differences, or null where two step widths disagree: a kink or a jump is near.</summary>
    static double? Slope(Info activation, double[] point, double[] parameters, int input)
    {
        double At(double step)
        {
            double Value(double x)
                => activation.Definition([.. point[..input], x, .. point[(input + 1)..]], parameters);
            return (Value(point[input] + step) - Value(point[input] - step)) / (2 * step);
        }

        var (wide, narrow) = (At(1e-4), At(5e-5));
        return Math.Abs(wide - narrow) <= 1e-5 * Math.Max(1, Math.Abs(narrow)) ? narrow : null;
    }

    static void Close(Info activation, string what, double[] point, double expected, float actual)
    {
        if (double.IsNaN(expected) && float.IsNaN(actual) || (float)expected == actual) return;
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected)),
            $"{activation.FullName}, {what} at ({string.Join(", ", point)}): expected {expected:R}, "
                + $"got {actual:R}\n{activation.Formula}\n{string.Join("\n", activation.Derivatives)}");
    }

    static void Same(Info activation, Isa isa, float[][] expected, float[][] actual)
    {
        for (var output = 0; output < expected.Length; output++)
            for (var at = 0; at < expected[output].Length; at++)
                Assert.True(Bits(expected[output][at]) == Bits(actual[output][at]),
                    $"{activation.FullName}, {isa}, output {output}, element {at}: "
                        + $"scalar gave {expected[output][at]:R}, this gave {actual[output][at]:R}");
    }

    /// <summary>A NaN's payload is not part of the promise.</summary>
    static int Bits(float value) => float.IsNaN(value) ? int.MaxValue : BitConverter.SingleToInt32Bits(value);
}
