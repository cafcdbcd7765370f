// What a reader of the generated members learns: formula, derivative, what is kept, cost and bound.
using Kernels.Optimise;
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class Documentation
{
    public static void Write(CodeWriter code, KernelSet set, Kernel kernel, MemberNames names)
    {
        var definition = set.Activation.Definition;
        var what = kernel.Member switch
        {
            Member.Forward or Member.Step => $"{Values(kernel, set)}, element by element.",
            Member.Backward => $"{Gradients(kernel, set, "·")}. {Kept(set)}",
            Member.ForwardWithDerivative => "The value and the derivative in one pass: "
                + string.Join("; ", kernel.Destinations.Skip(1)
                    .Select((name, i) => $"{name} = {set.FollowedDerivatives(0)[i]}")) + ".",
            Member.Tangent => $"{Along(kernel, set)}: forward mode, how the value moves when the inputs do.",
            Member.BackwardBackward => $"The backward of Backward: from what arrives at its gradients "
                + $"({string.Join(", ", kernel.Sources.Skip(Inputs(set) + 1))}) the gradients of the inputs, "
                + $"{string.Join(", ", kernel.Destinations.Take(set.Followed.Count))}, and of "
                + $"{kernel.Sources[Inputs(set)]}, {kernel.Destinations[set.Followed.Count]}. {Curvatures(set)}.",
            _ => $"{kernel.Destinations[0]} = {kernel.Sources[1]}·f', "
                + $"where f' is a function of the value {kernel.Sources[0]} alone: the input need not be kept.",
        };
        var bound = kernel.Member switch
        {
            Member.Forward or Member.Step => $"At most {Literal.Double(definition.MaxUlp)} ULP over all floats.",
            Member.BackwardFromOutput
                => "Less accurate than Backward where the value is close to a bound, because it has been rounded.",
            Member.BackwardBackward => "The second derivative's bound is in docs/numerics.md.",
            _ => $"The derivative is within {Literal.Double(definition.MaxGradientUlp)} ULP away from its roots.",
        };
        code.Line($"/// <summary>{Xml(what)}</summary>");
        code.Line($"/// <remarks>{kernel.Body.Operations} operations an element. {bound} "
            + $"The same bits with every instruction set, NaN apart. A destination may be");
        code.Line("/// the same memory as an input from the same start; "
            + "other overlap, unequal and short spans throw before anything is written.</remarks>");
        var seeds = definition.Seeds.Select(i => definition.Parameters[i].Name).ToArray();
        foreach (var name in kernel.Sums)
            code.Line($"/// <param name=\"{name}\">The gradient of the trainable scalar, summed over all elements of "
                + $"this call in one fixed order; also where the other gradients are added to.</param>");
        foreach (var parameter in definition.Parameters)
        {
            var kind = parameter.IsTrainable ? "Trainable scalar"
                : seeds.Contains(parameter.Name) ? "Seed of the random numbers"
                : "Hyperparameter";
            code.Line($"/// <param name=\"{parameter.Name}\">{kind}, "
                + $"{Literal.Double(parameter.Default)} by default.</param>");
        }
        if (kernel.Offset is { } offset)
            code.Line($"/// <param name=\"{offset}\">The position of the first element, "
                + $"on which its random numbers depend: not 0 where a tensor is computed in pieces.</param>");
        if (names.Accumulate is { } accumulate) code.Line(
            $"/// <param name=\"{accumulate}\">Whether to add to the destination instead of overwriting it.</param>");
    }

    /// <summary>A member over rows.</summary>
    public static void Write(CodeWriter code, KernelSet set, RowKernel kernel, MemberNames names)
    {
        var (definition, derivatives) = (set.Activation.Definition, set.Result.Derivatives);
        var variables = definition.Inputs.Concat(definition.Trainables.Select(i => definition.Parameters[i].Name));
        var gradients = variables.Zip(derivatives, (name, gradient) => $"d{name} = {gradient}")
            .Where((_, i) => derivatives[i] != "0");
        var what = kernel.Member switch
        {
            Member.Forward => $"{kernel.Results[0].Name} = {set.Formula}, row by row.",
            Member.Backward
                => $"The gradients, of what all rows share summed over the rows: {string.Join("; ", gradients)}.",
            Member.ForwardWithGradient
                => $"{kernel.Results[0].Name} = {set.Formula}, and the gradients of the sum of all rows.",
            _ => $"The gradient from the value alone: the input need not be kept.",
        };
        code.Line($"/// <summary>{Xml(what)}</summary>");
        code.Line($"/// <remarks>Goes over a row {kernel.Reads} times. The same bits with every instruction set, NaN "
            + $"apart, for any number of threads that take whole rows. A destination of rows may be the same memory");
        code.Line("/// as an input of rows from the same start; "
            + "other overlap, unequal and short spans throw before anything is written.</remarks>");
        code.Line($"/// <param name=\"{names.Columns}\">Elements of a row.</param>");
        if (names.Accumulate is { } accumulate)
            code.Line($"/// <param name=\"{accumulate}\">Whether to add to the destinations instead of "
                + $"overwriting them.</param>");
        code.Line($"/// <param name=\"{names.RowStride}\">Elements from the start of one row to the start of the next, "
            + $"in all spans of rows; 0 where there are no gaps.</param>");
    }

    public static void Derivative(CodeWriter code, KernelSet set)
    {
        var slopes =
            set.Activation.Definition.Inputs.Select((input, i) => $"∂f/∂{input} = {set.Result.Derivatives[i]}");
        code.Line($"/// <summary>{Xml(string.Join("; ", slopes))}, in double precision.</summary>");
    }

    public static void SecondDerivative(CodeWriter code, KernelSet set)
        => code.Line($"/// <summary>{Xml(Curvatures(set))}, in double precision.</summary>");

    static string Curvatures(KernelSet set)
    {
        var inputs = set.Activation.Definition.Inputs;
        return string.Join("; ", UpperTriangle.Entries(inputs.Count).Zip(set.Result.SecondDerivatives,
            (entry, text) => $"∂²f/∂{inputs[entry.Row]}∂{inputs[entry.Column]} = {text}"));
    }

    static string Values(Kernel kernel, KernelSet set)
        => string.Join("; ", kernel.Destinations.Select((name, result) => $"{name} = {set.Results[result].Formula}"));

    /// <summary>Of each result Σ derivative · direction.</summary>
    static string Along(Kernel kernel, KernelSet set)
    {
        return string.Join("; ", kernel.Destinations.Select((name, result) => $"{name} = {Sum(result)}"));

        string Sum(int result)
            => string.Join(" + ",
                set.Followed.Select((_, i) => $"({Derivative(set, result, i)})·{kernel.Sources[Inputs(set) + i]}"));
    }

    /// <summary>The derivative itself; of several results, for which that would fill a page, its name.</summary>
    static string Derivative(KernelSet set, int result, int variable)
    {
        if (set.HasOneResult) return set.FollowedDerivatives(0)[variable];
        var definition = set.Activation.Definition;
        string[] variables =
        [
            .. set.Followed.Select(input => definition.Inputs[input]),
            .. definition.Trainables.Select(i => definition.Parameters[i].Name)
        ];
        return $"∂{definition.Results[result]}/∂{variables[variable]}";
    }

    static int Inputs(KernelSet set) => set.Activation.Inputs.Count;

    static string Gradients(Kernel kernel, KernelSet set, string times)
    {
        var upstreams = kernel.Sources.Skip(kernel.Sources.Count - set.Results.Count).ToArray();
        return string.Join("; ",
            kernel.Results.Select((name, i) => $"{name} = {(i < kernel.Destinations.Count ? "" : "Σ ")}{Sum(i)}"));

        string Sum(int variable)
            => string.Join(" + ",
                upstreams.Select((upstream, result) => $"{upstream}{times}({Derivative(set, result, variable)})"));
    }

    /// <summary>What a layer has to keep, in words.</summary>
    static string Kept(KernelSet set)
        => "To keep of the forward pass: " + string.Join("; or ", set.Saves.Select(way => Words(way.What, set)
            + (way.BytesPerElement > 0 ? $", {Literal.Double(way.BytesPerElement)} bytes an element" : ""))) + ".";

    static string Words(Saved what, KernelSet set) => what switch
    {
        Saved.Nothing => "nothing, for the derivative does not depend on the input",
        Saved.Bits => "the branch taken",
        Saved.Output => "the value (BackwardFromOutput)",
        Saved.Input => set.IsUnary ? "the input" : "the inputs that the derivatives depend on",
        _ => "the derivative (ForwardWithDerivative), to be multiplied",
    };

    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
