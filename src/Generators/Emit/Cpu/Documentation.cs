// What a reader of the generated members learns: formula, derivative, what is kept, cost and bound.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class Documentation
{
    public static void Write(CodeWriter code, KernelSet set, Kernel kernel, string? accumulate)
    {
        var definition = set.Activation.Definition;
        var what = kernel.Member switch
        {
            Member.Forward => $"{kernel.Destinations[0]} = {set.Formula}, element by element.",
            Member.Backward => $"{Gradients(kernel, set, "·")}, recomputed from the input: nothing but the input need be kept.",
            Member.ForwardWithDerivative => $"The value and the derivative in one pass: {string.Join("; ", kernel.Destinations.Skip(1).Select((name, i) => $"{name} = {set.Derivatives[i]}"))}.",
            Member.Tangent => $"{kernel.Destinations[0]} = {Along(kernel, set.Derivatives.Take(set.Activation.Inputs.Count), set.Activation.Inputs.Count)}: forward mode, how the value moves when the inputs do.",
            Member.BackwardBackward => $"The backward of Backward: from what arrives at its gradients ({string.Join(", ", kernel.Sources.Skip(set.Activation.Inputs.Count + 1))}) the gradients of the inputs, "
                + $"{string.Join(", ", kernel.Destinations.Take(set.Activation.Inputs.Count))}, and of {kernel.Sources[set.Activation.Inputs.Count]}, {kernel.Destinations[set.Activation.Inputs.Count]}. {Curvatures(set)}.",
            _ => $"{kernel.Destinations[0]} = {kernel.Sources[1]}·f', where f' is a function of the value {kernel.Sources[0]} alone: the input need not be kept.",
        };
        var bound = kernel.Member switch
        {
            Member.Forward => $"At most {Literal.Double(definition.MaxUlp)} ULP over all floats.",
            Member.BackwardFromOutput => "Less accurate than Backward where the value is close to a bound, because it has been rounded.",
            Member.BackwardBackward => "The second derivative's bound is in docs/numerics.md.",
            _ => $"The derivative is within {Literal.Double(definition.MaxGradientUlp)} ULP away from its roots.",
        };
        code.Line($"/// <summary>{Xml(what)}</summary>");
        code.Line($"/// <remarks>{CpuKernel.Operations(kernel.Body)} operations an element. {bound} The same bits with every instruction set. A destination may be");
        code.Line("/// the same memory as an input from the same start; other overlap, unequal and short spans throw before anything is written.</remarks>");
        foreach (var name in kernel.Sums)
            code.Line($"/// <param name=\"{name}\">The gradient of the trainable scalar, summed over all elements of this call in one fixed order; also where the other gradients are added to.</param>");
        foreach (var parameter in definition.Parameters)
            code.Line($"/// <param name=\"{parameter.Name}\">{(parameter.IsTrainable ? "Trainable scalar" : "Hyperparameter")}, {Literal.Double(parameter.Default)} by default.</param>");
        if (accumulate is not null) code.Line($"/// <param name=\"{accumulate}\">Whether to add to the destination instead of overwriting it.</param>");
    }

    public static void Derivative(CodeWriter code, KernelSet set)
    {
        var slopes = set.Activation.Definition.Inputs.Select((input, i) => $"∂f/∂{input} = {set.Derivatives[i]}");
        code.Line($"/// <summary>{Xml(string.Join("; ", slopes))}, in double precision.</summary>");
    }

    public static void SecondDerivative(CodeWriter code, KernelSet set)
        => code.Line($"/// <summary>{Xml(Curvatures(set))}, in double precision.</summary>");

    static string Curvatures(KernelSet set)
    {
        var inputs = set.Activation.Definition.Inputs;
        return string.Join("; ", UpperTriangle.Entries(inputs.Count).Zip(set.SecondDerivatives, (entry, text) => $"∂²f/∂{inputs[entry.Row]}∂{inputs[entry.Column]} = {text}"));
    }

    /// <summary>Σ derivative · span, the spans from that source on.</summary>
    static string Along(Kernel kernel, IEnumerable<string> derivatives, int first)
        => string.Join(" + ", derivatives.Select((derivative, i) => $"({derivative})·{kernel.Sources[first + i]}"));

    static string Gradients(Kernel kernel, KernelSet set, string times)
        => string.Join("; ", kernel.Results.Select((name, i) => $"{name} = {(i < kernel.Destinations.Count ? "" : "Σ ")}{kernel.Sources[kernel.Sources.Count - 1]}{times}({set.Derivatives[i]})"));

    static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
