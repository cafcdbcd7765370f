// ONNX's node tests of the operators that the catalogue has: their attributes, their example inputs and the values
// that the specification prints; and, where a node test draws normal deviates, its reference formula over many of
// them. Within the tolerance of ONNX's runner.
using System.Globalization;
using Kernels.Activations;
using Xunit;

namespace Kernels.Tests.Catalogue;

public sealed class OnnxTests
{
    const double Relative = 1e-3, Absolute = 1e-7;
    const int Deviates = 60, Seed = 20;

    static readonly float[] Three = [-1, 0, 1];

    sealed record Node(string Test, ActivationInfo Definition, float[] Attributes, float[][] Inputs, double[] Expected);

    static readonly Node[] Examples =
    [
        new("celu", Celu.Info, [2], [[0.8439683f, 0.5665144f, 0.05836735f, 0.02916367f]],
            [0.8439683, 0.5665144, 0.05836735, 0.02916367]),
        new("clip_example", Clamp.Info, [-1, 1], [[-2, 0, 2]], [-1, 0, 1]),
        new("clip_inbounds", Clamp.Info, [-5, 5], [Three], [-1, 0, 1]),
        new("clip_outbounds", Clamp.Info, [-5, 5], [[-6, 0, 6]], [-5, 0, 5]),
        new("clip_splitbounds", Clamp.Info, [-5, 5], [[-1, 0, 6]], [-1, 0, 5]),
        new("clip_min_greater_than_max", Clamp.Info, [2, 1], [[-2, 0, 6]], [1, 1, 1]),
        new("elu_example", Elu.Info, [2], [Three], [-1.2642411, 0, 1]),
        new("gelu_default_1", Gelu.Info, [], [Three], [-0.15865526, 0, 0.84134474]),
        new("gelu_tanh_1", GeluTanh.Info, [], [Three], [-0.158808, 0, 0.841192]),
        new("hardsigmoid_example", Hardsigmoid.Info, [0.5f, 0.6f], [Three], [0.1, 0.6, 1]),
        new("leakyrelu_example", LeakyRelu.Info, [0.1f], [Three], [-0.1, 0, 1]),
        new("selu_example", Selu.Info, [2, 3], [Three], [-3.79272318, 0, 3]),
        new("shrink_hard", Shrink.Info, [1.5f, 0], [[-2, -1, 0, 1, 2]], [-2, 0, 0, 0, 2]),
        new("shrink_soft", Shrink.Info, [1.5f, 1.5f], [[-2, -1, 0, 1, 2]], [-0.5, 0, 0, 0, 0.5]),
        new("sigmoid_example", Sigmoid.Info, [], [Three], [0.26894143, 0.5, 0.7310586]),
        new("softplus_example", Softplus.Info, [], [Three], [0.31326166, 0.69314718, 1.31326163]),
        new("softsign_example", Softsign.Info, [], [Three], [-0.5, 0, 0.5]),
        new("swish", Swish.Info, [1], [[3, 4, 5]], [2.85772238, 3.92805516, 4.96653575]),
        new("tanh_example", Tanh.Info, [], [Three], [-0.76159418, 0, 0.76159418]),
        new("thresholdedrelu_example", ThresholdedRelu.Info, [2], [[-1.5f, 0, 1.2f, 2, 2.2f]], [0, 0, 0, 0, 2.2]),
        Gated("swiglu", SwishGlu.Info, [1], (a, b) => a / (1 + Math.Exp(-a)) * b),
        Gated("swiglu_alpha", SwishGlu.Info, [0.5f], (a, b) => a / (1 + Math.Exp(-0.5 * a)) * b),
        Random("elu", Elu.Info, [2], x => Math.Max(x, 0) + 2 * (Math.Exp(Math.Min(x, 0)) - 1)),
        Random("elu_default", Elu.Info, [1], x => Math.Max(x, 0) + (Math.Exp(Math.Min(x, 0)) - 1)),
        Random("erf", Erf.Info, [], KernelMath.Erf),
        Random("gelu_default_2", Gelu.Info, [], x => 0.5 * x * (1 + KernelMath.Erf(x / Math.Sqrt(2)))),
        Random("gelu_tanh_2", GeluTanh.Info, [],
            x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
        Random("hardsigmoid", Hardsigmoid.Info, [0.5f, 0.6f], x => Math.Clamp(0.5 * x + 0.6, 0, 1)),
        Random("hardsigmoid_default", Hardsigmoid.Info, [0.2f, 0.5f], x => Math.Clamp(0.2 * x + 0.5, 0, 1)),
        Random("hardswish", Hardswish.Info, [], x => x * Math.Clamp(x / 6 + 0.5, 0, 1)),
        Random("leakyrelu_default", LeakyRelu.Info, [0.01f], x => Math.Max(x, 0) + 0.01 * Math.Min(x, 0)),
        Random("mish", Mish.Info, [], x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
        Random("relu", Relu.Info, [], x => Math.Max(x, 0)),
        Random("selu_default", Selu.Info, [1.67326319217681884765625f, 1.05070102214813232421875f],
            x => 1.05070102214813232421875
                * (Math.Max(x, 0) + 1.67326319217681884765625 * (Math.Exp(Math.Min(x, 0)) - 1))),
        Random("sigmoid", Sigmoid.Info, [], x => 1 / (1 + Math.Exp(-x))),
        Random("softplus", Softplus.Info, [], x => Math.Log(Math.Exp(x) + 1)),
        Random("softsign", Softsign.Info, [], x => x / (1 + Math.Abs(x))),
        Random("tanh", Tanh.Info, [], Math.Tanh),
        Random("thresholdedrelu_default", ThresholdedRelu.Info, [1], x => x > 1 ? x : 0),
    ];

    public static TheoryData<string> Tests => [.. Examples.Select(node => node.Test)];

    [Theory, MemberData(nameof(Tests))]
    public void A_node_test_of_onnx_passes(string test)
    {
        var node = Examples.Single(example => example.Test == test);
        foreach (var runner in Subjects.Runners.Values)
        {
            var y = new float[node.Expected.Length];
            runner.Run(node.Definition, node.Definition["Forward"],
                [.. node.Inputs.Select(input => new ReadOnlyMemory<float>(input))], [y], node.Attributes);
            for (var i = 0; i < y.Length; i++)
                Assert.True(Math.Abs(y[i] - node.Expected[i]) <= Absolute + Relative * Math.Abs(node.Expected[i]),
                    string.Create(CultureInfo.InvariantCulture,
                        $"{test} on {runner.Name}, element {i} at {node.Inputs[0][i]:R}: "
                            + $"{y[i]:R}, ONNX has {node.Expected[i]:R}"));
        }
    }

    static Node Random(string test, ActivationInfo definition, float[] attributes, Func<double, double> reference)
    {
        var random = new Random(Seed);
        float[] x = [.. Enumerable.Range(0, Deviates).Select(_ => (float)(Math.Sqrt(
            -2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
        return new(test, definition, attributes, [x], [.. x.Select(value => reference(value))]);
    }

    /// <summary>ONNX's a is the gate, our second input.</summary>
    static Node Gated(
        string test, ActivationInfo definition, float[] attributes, Func<double, double, double> reference)
    {
        float[] a = [1, -2, 3, 4, -1, 2, -3, 0.5f], b = [0.5f, 1, -1, 2, 2, -1, 0.5f, 1];
        return new(test, definition, attributes, [b, a], [.. a.Zip(b, (gate, x) => reference(gate, x))]);
    }
}
