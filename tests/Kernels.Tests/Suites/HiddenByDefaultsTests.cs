using Kernels.Tests.Definitions;
using Xunit;

namespace Kernels.Tests.Suites;

/// <summary>Kernels at values of the hyperparameters where more of a formula is seen than at its defaults.</summary>
public class HiddenByDefaultsTests
{
    static readonly float[] Inputs = [-1e4f, -80, -3, -1, -0.7f, -1e-3f, 0, 1e-3f, 0.5f, 1, 2.5f, 30, 1e4f, 1e20f];

    static readonly float[][] Settings = [[0, 0], [0.5f, 0], [0, 0.25f], [0.5f, 0.125f], [2, 0.5f], [1, 1], [3, 1]];

    public static TheoryData<ActivationInfo> Definitions =>
        [PenaltiesOff.Info, EqualSlopes.Info];

    [Theory]
    [MemberData(nameof(Definitions))]
    public void A_kernel_computes_its_formula_at_every_setting(ActivationInfo definition)
    {
        var kernel = definition.Kernels[0];
        var columns = definition.Inputs.Count;
        // Every pair of inputs, of one input each.
        var pairs = (from a in Inputs from b in Inputs select (float[])[a, b]).ToArray();
        var sources = Enumerable.Range(0, columns)
            .Select(k => (ReadOnlyMemory<float>)pairs.Select(pair => pair[k]).ToArray()).ToArray();
        foreach (var isa in Isas.Available)
            foreach (var setting in Settings)
            {
                var parameters = setting[..definition.Parameters.Count];
                var result = new float[pairs.Length];
                kernel.Run(isa, sources, [result], parameters);
                for (var i = 0; i < pairs.Length; i++)
                {
                    var expected = definition.Definition(
                        [.. pairs[i].Take(columns).Select(value => (double)value)],
                        [.. parameters.Select(value => (double)value)]);
                    var size = Math.Max(Math.Abs(expected), pairs[i].Max(Math.Abs) * 0.1);
                    Assert.True(
                        Math.Abs(result[i] - expected) <= 1e-6 * size || result[i] == (float)expected,
                        $"{definition.Name} on {isa} at ({string.Join(", ", pairs[i])}), hyperparameters "
                            + $"({string.Join(", ", parameters)}): {result[i]:R}, expected {expected:R}.");
                }
            }
    }
}
