// The public members beside the user's Forward.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class CpuMembers
{
    const string Isa = "global::Kernels.Isas.Best";

    public static void Write(CodeWriter code, KernelSet set)
    {
        var definition = set.Activation.Definition;
        using var type = code.Open($"partial struct {set.Activation.Name} : "
            + $"global::Kernels.{(set.IsActivation ? "IActivation" : "IDefinition")}");
        foreach (var kernel in set.Kernels.Where(kernel => !kernel.Accumulate)) Kernel(code, set, kernel);
        if (set.HasOneResult && !definition.IsStep)
        {
            Derivative(code, set);
            SecondDerivative(code, set);
        }

        code.Line("/// <summary>Names, formulas, promises and the kernels as delegates.</summary>");
        var arguments = definition.Inputs.Select((_, i) => $"x[{i}]")
            .Concat(definition.Parameters.Select((_, i) => $"p[{i}]"));
        var method = $"{(definition.IsStep ? "Step" : "Forward")}({string.Join(", ", arguments)})";
        string Function(int result) => $"static (x, p) => {method}{(set.HasOneResult ? "" : $".Item{result + 1}")}";
        var functions = string.Join(", ", set.Results.Select((_, result) => Function(result)));
        code.Line(
            $"public static global::Kernels.ActivationInfo Info {{ get; }} = {Kernels(set)}.Describe({functions});");
        if (set.IsActivation) Interface(code, set, set.Kernels.First(kernel => kernel.Member == Member.Backward));
    }

    static void Kernel(CodeWriter code, KernelSet set, Kernel kernel)
    {
        var hasSum = set.Kernels.Any(other => other.Member == kernel.Member && other.Accumulate);
        var accumulate = Accumulate(set, kernel);
        var arguments = kernel.Sources.Select(name => $"{CpuEntry.ReadOnly} {name}")
            .Concat(kernel.Destinations.Select(name => $"{CpuEntry.Writable} {name}"))
            .Concat(kernel.Sums.Select(name => $"out float {name}"))
            .Concat(set.Defaults(kernel))
            .Concat(hasSum ? [$"bool {accumulate} = false"] : []);
        var given = new[] { Isa }.Concat(kernel.Sources).Concat(kernel.Destinations)
            .Concat(kernel.Sums.Select(name => "out " + name))
            .Concat(kernel.Given(set.Activation.Parameters));
        var call = $"({string.Join(", ", given)})";

        Documentation.Write(code, set, kernel, hasSum ? accumulate : null);
        using (code.Open($"public static void {kernel.Name}({string.Join(", ", arguments)})"))
        {
            if (hasSum) code.Line($"if ({accumulate}) {Kernels(set)}.{kernel.Name}Accumulate{call};");
            code.Line($"{(hasSum ? "else " : "")}{Kernels(set)}.{kernel.Name}{call};");
        }
        code.Line();
    }

    static string Accumulate(KernelSet set, Kernel kernel)
        => new NameScope(
            kernel.Sources.Concat(kernel.Results).Concat(kernel.Given(set.Activation.Parameters))).Unique("accumulate");

    static void Derivative(CodeWriter code, KernelSet set)
    {
        Documentation.Derivative(code, set);
        Scalar(code, set, "Derivative", set.Result.Slopes, set.Activation.Inputs.Select(name => "d" + Bare(name)));
    }

    static void SecondDerivative(CodeWriter code, KernelSet set)
    {
        var inputs = set.Activation.Inputs;
        Documentation.SecondDerivative(code, set);
        Scalar(code, set, "SecondDerivative", set.Result.Curvatures, UpperTriangle.Entries(inputs.Count)
            .Select(entry => $"d{Bare(inputs[entry.Row])}d{Bare(inputs[entry.Column])}"));
    }

    /// <summary>
    /// Scalar code in double precision for what the body gives: one result, or a tuple of that many names.
    /// </summary>
    static void Scalar(CodeWriter code, KernelSet set, string name, Body body, IEnumerable<string> results)
    {
        var activation = set.Activation;
        var arguments = activation.Inputs.Select(name => $"double {name}")
            .Concat(activation.Parameters.Select(
                (name, i) => $"double {name} = {Literal.CSharpDouble(activation.Definition.Parameters[i].Default)}"));
        var (statements, outputs) = LaneBody.Print(body, DoubleBody.Target, activation.Inputs.ToArray(),
            activation.Parameters.ToArray(),
            new NameScope(activation.Inputs.Concat(activation.Parameters)));
        var elements = new NameScope([]);
        var result = set.IsUnary ? "double"
            : $"({string.Join(", ", results.Select(result => "double " + elements.Unique(result)))})";
        using (code.Open($"public static {result} {name}({string.Join(", ", arguments)})"))
        {
            code.Lines(statements);
            code.Line($"return {(set.IsUnary ? outputs[0] : $"({string.Join(", ", outputs)})")};");
        }
        code.Line();
    }

    /// <summary>
    /// Explicit, because parameters with defaults do not implement a shorter signature,
    /// and Forward(double) may be private.
    /// </summary>
    static void Interface(CodeWriter code, KernelSet set, Kernel backward)
    {
        const string Interface = "global::Kernels.IActivation.";
        const string In = CpuEntry.ReadOnly, Out = CpuEntry.Writable;
        code.Line();
        code.Line($"static void {Interface}Forward({In} x, {Out} y) => Forward(x, y);");
        code.Line($"static void {Interface}Backward({In} x, {In} dy, {Out} dx, bool accumulate) => Backward(x, dy, dx, "
            + $"{string.Concat(backward.Sums.Select(_ => "out _, "))}{Accumulate(set, backward)}: accumulate);");
        code.Line($"static void {Interface}ForwardWithDerivative({In} x, {Out} y, {Out} "
            + $"dydx) => ForwardWithDerivative(x, y, dydx);");
        code.Line($"static double {Interface}Forward(double x) => Forward(x);");
        code.Line($"static void {Interface}Tangent({In} x, {In} dx, {Out} dy) => Tangent(x, dx, dy);");
        code.Line($"static void {Interface}BackwardBackward({In} x, {In} dy, {In} ddx, {Out} dx, {Out} "
            + $"ddy) => BackwardBackward(x, dy, ddx, dx, ddy);");
        code.Line($"static double {Interface}Derivative(double x) => Derivative(x);");
        code.Line($"static double {Interface}SecondDerivative(double x) => SecondDerivative(x);");
    }

    static string Bare(string name) => name.TrimStart('@');

    static string Kernels(KernelSet set) => $"global::{CpuFile.Namespace}.{set.KernelsClass}";
}
