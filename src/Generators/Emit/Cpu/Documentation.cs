// What an editor shows of a generated member: what it computes, its parameters, what it throws, its cost and bound.
using Kernels.Optimise;
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class Documentation
{
    /// <summary>The longest formula that is shown: a line of an editor.</summary>
    const int LongestFormula = 100;

    const string Throws = "A span is too short, inputs differ in length, "
        + "or a destination overlaps another span (an input from "
        + "the same start is allowed). Nothing has been written then.";

    /// <summary>An element-wise member.</summary>
    public static void Write(CodeWriter code, DefinitionPlan set, Kernel kernel, MemberNames names)
    {
        var definition = set.Activation.Definition;
        code.Line($"/// <summary>{Xml(What(set, kernel))}</summary>");
        for (var i = 0; i < kernel.Sources.Count; i++) Parameter(code, kernel.Sources[i], Source(set, kernel, i));
        for (var i = 0; i < kernel.Destinations.Count; i++)
            Parameter(code, kernel.Destinations[i], Destination(set, kernel, i));
        foreach (var name in kernel.Sums)
            Parameter(code, name,
                "The gradient of the trainable scalar: a sum over all elements of this call in one fixed order. "
                    + "It is overwritten even where the other gradients are added to.");
        Scalars(code, definition);
        if (kernel.Offset is { } offset)
            Parameter(code, offset,
                "The position of the first element, on which its random numbers depend: not 0 where a "
                    + "tensor is computed in pieces.");
        if (names.Accumulate is { } accumulate)
            Parameter(code, accumulate, "Whether to add to the destination instead of overwriting it.");
        Exception(code, "ArgumentException", Throws);
        code.Line($"/// <remarks>{kernel.Body.Operations} operations per element. {Bound(kernel, definition)} "
            + "The bits are the same on every instruction set, NaN apart.");
        if (kernel.Member == Member.Backward) code.Line($"/// {Xml(Kept(set))}");
        code.Line("/// </remarks>");
    }

    /// <summary>A member on several threads: it does what its twin over spans does.</summary>
    public static void OnThreads(CodeWriter code, Signature member, bool canAccumulate)
    {
        var threads = MemberPrinter.Names(member, CpuEntry.Memory, canAccumulate).Threads;
        var twin = MemberPrinter.Declared(member, CpuEntry.Spans, canAccumulate)
            .Select(each => each.Type.Replace('<', '{').Replace('>', '}'));
        code.Line($"/// <inheritdoc cref=\"{member.Name}({string.Join(", ", twin)})\"/>");
        Parameter(code, threads, "How many threads share the call: its bits are those of one.");
    }

    /// <summary>A member over rows.</summary>
    public static void Write(CodeWriter code, DefinitionPlan set, RowKernel kernel, MemberNames names)
    {
        var definition = set.Activation.Definition;
        var value = $"{kernel.Results[0].Name} = {Line(set.Formula)}";
        var what = kernel.Member switch
        {
            Member.Forward => $"{value}, row by row.",
            Member.Backward when kernel.Results.All(result => result.Target == Target.Element)
                => $"Gradient: {Line(string.Join("; ", RowGradients(set)))}.",
            Member.Backward => "Gradients, those of per-column and scalar inputs summed over the rows: "
                + $"{Line(string.Join("; ", RowGradients(set)))}.",
            Member.ForwardWithGradient
                => $"{value}, and the gradients of the sum of all rows, as a loss begins backward with.",
            Member.Tangent => $"Forward mode: the change of {Line(set.Formula)} along a direction of the inputs, "
                + "in double precision.",
            Member.BackwardBackward
                => "The gradient of a gradient: the backward pass of Backward, in double precision.",
            _ => "Gradient from the value alone: the input need not be kept.",
        };
        code.Line($"/// <summary>{Xml(what)}</summary>");
        for (var i = 0; i < kernel.Sources.Count; i++)
            Parameter(code, kernel.Sources[i].Name, Role(set, kernel, i) + Source(kernel.Sources[i], definition));
        foreach (var result in kernel.Results) Parameter(code, result.Name, Result(result));
        Parameter(code, names.Columns, "The number of elements in a row.");
        Scalars(code, definition);
        if (names.Accumulate is { } accumulate)
            Parameter(code, accumulate, "Whether to add to the destinations instead of overwriting them.");
        Parameter(code, names.RowStride,
            "The distance from the start of one row to the start of the next, in elements, in all "
                + "spans of rows; 0 where rows have no gaps between them.");
        Exception(code, "ArgumentException", Throws);
        var classes = Labels.Of(definition).Count > 0 ? ", or a class is not the number of a column" : "";
        Exception(code, "ArgumentOutOfRangeException",
            $"The number of columns is not positive, rows overlap{classes}.");
        code.Line($"/// <remarks>Reads a row {kernel.Reads} times. "
            + $"The bits are the same on every instruction set, NaN apart, and for "
            + "any number of threads that take whole rows.</remarks>");
    }

    static string What(DefinitionPlan set, Kernel kernel) => kernel.Member switch
    {
        Member.Forward or Member.Step => $"{Values(kernel, set)}, element by element.",
        Member.Backward => $"Gradient: {Line(Gradients(kernel, set, "·"))}.",
        Member.ForwardWithDerivative => $"The value and its derivative in one pass: {Line(Derivatives(kernel, set))}.",
        Member.Tangent => $"Forward mode, the change of the value along a direction: {Line(Along(kernel, set))}.",
        Member.BackwardBackward
            => $"The gradient of a gradient, the backward pass of Backward: {Line(Curvatures(set))}.",
        _ => $"Gradient from the value alone: {kernel.Destinations[0]} "
            + $"= {kernel.Sources[1]}·f', where f' is a function of "
            + $"{kernel.Sources[0]}. The input need not be kept.",
    };

    static string Bound(Kernel kernel, Definition definition) => kernel.Member switch
    {
        Member.Forward or Member.Step => $"Accurate to {Literal.Double(definition.MaxUlp)} ULP over all floats.",
        Member.BackwardFromOutput
            => "Less accurate than Backward where the value is close to a bound, because it has been rounded.",
        Member.BackwardBackward => "The bound of the second derivative is in docs/numerics.md.",
        _ => $"The derivative is accurate to {Literal.Double(definition.MaxGradientUlp)} ULP away from its roots.",
    };

    static string Source(DefinitionPlan set, Kernel kernel, int i)
    {
        if (kernel.Member == Member.BackwardFromOutput)
            return i == 0 ? "The value, as Forward has written it." : "The gradient that arrives at the value.";
        if (i < Inputs(set)) return "An input, one float per element.";
        return kernel.Member switch
        {
            Member.Tangent => $"The direction in which {Followed(set, i - Inputs(set))} moves.",
            Member.BackwardBackward when i > Inputs(set)
                => $"The gradient that arrives at the gradient by {Followed(set, i - Inputs(set) - 1)}.",
            _ => set.HasOneResult ? "The gradient that arrives at the value."
                : $"The gradient that arrives at {set.Activation.Definition.Results[i - Inputs(set)]}.",
        };
    }

    static string Destination(DefinitionPlan set, Kernel kernel, int i) => kernel.Member switch
    {
        Member.Forward or Member.Step => "The value of each element.",
        Member.ForwardWithDerivative
            => i == 0 ? "The value of each element." : $"The derivative by {Followed(set, i - 1)}.",
        Member.Tangent => "The change of the value.",
        Member.BackwardBackward when i == set.Followed.Count => "The gradient by the upstream gradient.",
        _ => $"The gradient by {Followed(set, i)}.",
    };

    static string Followed(DefinitionPlan set, int i) => set.Activation.Definition.Inputs[set.Followed[i]];

    /// <summary>What a span stands for that is no input.</summary>
    static string Role(DefinitionPlan set, RowKernel kernel, int source)
    {
        var isFromOutput = kernel.Member == Member.BackwardFromOutput;
        var own = isFromOutput ? 1 : Inputs(set);
        if (source < own) return isFromOutput ? "The value, as Forward has written it. " : "";
        return kernel.Member == Member.Tangent ? "The direction in which an input moves. "
            : source == own ? "The gradient that arrives at the value. "
            : "The gradient that arrives at a gradient. ";
    }

    static string Source(Source source, Definition definition) => source.Shape switch
    {
        Shape.PerColumn => "One value for each column.",
        Shape.PerRow when source.IsInteger => "One whole number for each row.",
        Shape.PerRow => "One value for each row.",
        _ => "Rows of elements.",
    };

    static string Result(Result result) => result.Target switch
    {
        Target.PerColumn => "One value for each column, summed over the rows.",
        Target.PerRow => "One value for each row.",
        Target.Total => "The gradient of the trainable scalar, summed over all elements.",
        _ => "Rows of elements.",
    };

    static IEnumerable<string> RowGradients(DefinitionPlan set)
    {
        var (definition, derivatives) = (set.Activation.Definition, set.Result.Derivatives);
        var variables = definition.Inputs.Concat(definition.Trainables.Select(i => definition.Parameters[i].Name));
        return variables.Zip(derivatives, (name, gradient) => $"d{name} = {gradient}")
            .Where((_, i) => derivatives[i] != "0");
    }

    static void Scalars(CodeWriter code, Definition definition)
    {
        var seeds = definition.Seeds.Select(i => definition.Parameters[i].Name).ToArray();
        foreach (var parameter in definition.Parameters)
        {
            var kind = parameter.IsTrainable ? "Trainable scalar"
                : seeds.Contains(parameter.Name) ? "Seed of the random numbers"
                : "Hyperparameter";
            Parameter(code, parameter.Name, $"{kind}, {Literal.Double(parameter.Default)} by default.");
        }
    }

    static void Parameter(CodeWriter code, string name, string text)
        => code.Line($"/// <param name=\"{name.TrimStart('@')}\">{Xml(text)}</param>");

    static void Exception(CodeWriter code, string type, string text)
        => code.Line($"/// <exception cref=\"global::System.{type}\">{text}</exception>");

    /// <summary>A formula cut to what a line of an editor holds.</summary>
    static string Line(string formula)
        => formula.Length <= LongestFormula ? formula
            : formula.Substring(0, LongestFormula).TrimEnd(' ', '·', '+', '(') + " …";

    public static void Derivative(CodeWriter code, DefinitionPlan set)
    {
        var slopes =
            set.Activation.Definition.Inputs.Select((input, i) => $"∂f/∂{input} = {set.Result.Derivatives[i]}");
        code.Line(
            $"/// <summary>The derivative in double precision: {Xml(Line(string.Join("; ", slopes)))}.</summary>");
    }

    public static void SecondDerivative(CodeWriter code, DefinitionPlan set)
        => code.Line(
            $"/// <summary>The second derivative in double precision: {Xml(Line(Curvatures(set)))}.</summary>");

    static string Curvatures(DefinitionPlan set)
    {
        var inputs = set.Activation.Definition.Inputs;
        return string.Join("; ", UpperTriangle.Entries(inputs.Count).Zip(set.Result.SecondDerivatives,
            (entry, text) => $"∂²f/∂{inputs[entry.Row]}∂{inputs[entry.Column]} = {text}"));
    }

    static string Values(Kernel kernel, DefinitionPlan set)
        => string.Join("; ",
            kernel.Destinations.Select((name, result) => $"{name} = {Line(set.Results[result].Formula)}"));

    static string Derivatives(Kernel kernel, DefinitionPlan set)
        => string.Join("; ",
            kernel.Destinations.Skip(1).Select((name, i) => $"{name} = {set.FollowedDerivatives(0)[i]}"));

    /// <summary>Of each result Σ derivative · direction.</summary>
    static string Along(Kernel kernel, DefinitionPlan set)
    {
        return string.Join("; ", kernel.Destinations.Select((name, result) => $"{name} = {Sum(result)}"));

        string Sum(int result)
            => string.Join(" + ",
                set.Followed.Select((_, i) => $"({Derivative(set, result, i)})·{kernel.Sources[Inputs(set) + i]}"));
    }

    /// <summary>The derivative itself; of several results, for which that would fill a page, its name.</summary>
    static string Derivative(DefinitionPlan set, int result, int variable)
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

    static int Inputs(DefinitionPlan set) => set.Activation.Inputs.Count;

    static string Gradients(Kernel kernel, DefinitionPlan set, string times)
    {
        var upstreams = kernel.Sources.Skip(kernel.Sources.Count - set.Results.Count).ToArray();
        return string.Join("; ",
            kernel.Results.Select((name, i) => $"{name} = {(i < kernel.Destinations.Count ? "" : "Σ ")}{Sum(i)}"));

        string Sum(int variable)
            => string.Join(" + ",
                upstreams.Select((upstream, result) => $"{upstream}{times}({Derivative(set, result, variable)})"));
    }

    /// <summary>What a layer has to keep, in words.</summary>
    static string Kept(DefinitionPlan set)
        => "What it needs of the forward pass: " + string.Join("; or ", set.Saves.Select(way => Words(way.What, set)
            + (way.BytesPerElement > 0 ? $", {Literal.Double(way.BytesPerElement)} bytes per element" : ""))) + ".";

    static string Words(Saved what, DefinitionPlan set) => what switch
    {
        Saved.Nothing => "nothing, for the derivative does not depend on the input",
        Saved.Bits => "the branch taken",
        Saved.Output => "the value (BackwardFromOutput)",
        Saved.Input => set.IsUnary ? "the input" : "the inputs that the derivatives depend on",
        _ => "the derivative (ForwardWithDerivative), to be multiplied",
    };

    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
