// The generated scalar kernels say what the lowered lists say, bit for bit: nothing is lost between list and text, and
// the interpreter may stand for the kernels elsewhere.
extern alias runtime;

using Kernels.Generators.Tests.Driving;
using Kernels.Optimise;
using Kernels.Analysis;
using Info = runtime::Kernels.ActivationInfo;
using Isa = runtime::Kernels.Isa;
using Stratified = runtime::Kernels.Verification.Samples;
using runtime::Kernels.Proof;

namespace Kernels.Generators.Tests.Lower;

public class LaneInterpreterTests
{
    const int Points = 4096;

    public static IEnumerable<ITheoryDataRow> Names
        => Extent.Of<ITheoryDataRow>(LoweredCatalogue.Names, nameof(LaneInterpreterTests), 16);

    [Theory, MemberData(nameof(Names))]
    public void The_interpreter_gives_the_bits_of_the_scalar_kernels(string name)
    {
        var activation = LoweredCatalogue.Find(name);
        var lowered = LoweredCatalogue.Lower(activation);
        // A number that is drawn depends on the position, which a list does not say.
        foreach (var kernel in lowered.Kernels.Where(kernel => !kernel.Accumulate && kernel.Seeds.Count == 0))
        {
            var sources = kernel.Sources
                .Select((_, i) => (float[])[.. Samples.Special, .. Stratified.Stratified(Points, i)]).ToArray();
            var expected = Loaded.Run(activation, kernel.Name, Isa.Scalar, sources);
            var values = Interpret(kernel, LaneInterpreter.Of(lowered.HasDoubleLanes), sources, activation);
            for (var output = 0; output < expected.Length; output++)
                for (var i = 0; i < sources[0].Length; i++)
                {
                    var actual = values[output][i];
                    var at = string.Join(", ",
                        sources.Select(source => $"0x{BitConverter.SingleToUInt32Bits(source[i]):X8}"));
                    Assert.True(actual.Equals(expected[output][i])
                        && float.IsNegative(actual) == float.IsNegative(expected[output][i])
                        || float.IsNaN(actual) && float.IsNaN(expected[output][i]),
                        $"{name}.{kernel.Name} {kernel.Destinations[output]} at {at}: "
                            + $"kernel 0x{BitConverter.SingleToUInt32Bits(expected[output][i]):X8}, "
                            + $"list 0x{BitConverter.SingleToUInt32Bits(actual):X8}");
                }
        }
    }

    /// <summary>The outputs: floats widened on the way in, and rounded once on the way out.</summary>
    static float[][] Interpret(Kernel kernel, LaneInterpreter lanes, float[][] sources, Info activation)
    {
        double[] parameters = [.. activation.Parameters.Select(parameter => (double)parameter.Default)];
        var values = lanes.Run(kernel.Body, [.. sources.Select(source => (double[])[.. source.Select(x => (double)x)])],
            parameters, TestContext.Current.CancellationToken);
        return [.. values.Select(output => (float[])[.. output.Select(x => (float)x)])];
    }
}
