// The generated scalar kernels say what the lowered lists say, bit for bit: nothing is lost between list and text, and the
// interpreter may stand for the kernels elsewhere.
extern alias runtime;

using Kernels.Generators.Tests.Driving;
using Isa = runtime::Kernels.Isa;
using Stratified = runtime::Kernels.Verification.Samples;

namespace Kernels.Generators.Tests.Lower;

public class Interpreting
{
    const int Points = 4096;

    public static TheoryData<string> Names => LoweredCatalogue.Names;

    [Theory, MemberData(nameof(Names))]
    public void GivesTheBitsOfTheKernels(string name)
    {
        var activation = LoweredCatalogue.Find(name);
        float[] parameters = [.. activation.Parameters.Select(parameter => parameter.Default)];
        foreach (var kernel in LoweredCatalogue.Lower(activation).Kernels.Where(kernel => !kernel.Accumulate))
        {
            var sources = kernel.Sources.Select((_, i) => (float[])[.. Samples.Special, .. Stratified.Stratified(Points, i)]).ToArray();
            var expected = Loaded.Run(activation, kernel.Name, Isa.Scalar, sources);
            var values = new LaneInterpreter<float>(Lane.Float).Run(kernel.Body, sources, parameters);
            for (var output = 0; output < expected.Length; output++)
                for (var i = 0; i < sources[0].Length; i++)
                {
                    var actual = values[kernel.Body.Outputs[output]][i];
                    Assert.True(actual.Equals(expected[output][i]) && float.IsNegative(actual) == float.IsNegative(expected[output][i]) || float.IsNaN(actual) && float.IsNaN(expected[output][i]),
                        $"{name}.{kernel.Name} {kernel.Destinations[output]} at {string.Join(", ", sources.Select(source => $"0x{BitConverter.SingleToUInt32Bits(source[i]):X8}"))}: kernel 0x{BitConverter.SingleToUInt32Bits(expected[output][i]):X8}, list 0x{BitConverter.SingleToUInt32Bits(actual):X8}");
                }
        }
    }
}
