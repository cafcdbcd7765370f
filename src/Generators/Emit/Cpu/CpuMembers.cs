// The public members beside the user's Forward.
using Kernels.Optimise;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class CpuMembers
{
    public static void Write(CodeWriter code, DefinitionPlan set)
    {
        var @interface = set.IsOverRows ? "IRowDefinition" : set.IsActivation ? "IActivation" : "IDefinition";
        using var type = code.Open($"partial struct {set.Activation.Name} : global::Kernels.{@interface}");
        foreach (var kernel in set.Kernels.Where(kernel => !kernel.Accumulate))
            Member(Signature.Of(kernel, set.Activation), set.CanAccumulate(kernel),
                names => Documentation.Write(code, set, kernel, names));
        foreach (var kernel in set.Rows.Where(kernel => !kernel.Accumulate))
            Member(Signature.Of(kernel, set.Activation), set.CanAccumulate(kernel),
                names => Documentation.Write(code, set, kernel, names));
        if (set.HasOneResult && !set.IsOverRows && !set.Activation.Definition.IsStep)
        {
            Derivative(code, set);
            SecondDerivative(code, set);
        }
        CpuInfo.WriteMember(code, set, Kernels(set));
        if (set.IsActivation)
            Interface(code, set, set.Kernels.First(kernel => kernel.Member == Optimise.Member.Backward));

        void Member(Signature member, bool canAccumulate, Action<MemberNames> document)
        {
            MemberPrinter.Write(code, member, CpuEntry.Spans, Kernels(set) + ".", canAccumulate, document);
            Documentation.OnThreads(code, member, canAccumulate);
            MemberPrinter.Write(code, member, CpuEntry.Memory, Kernels(set) + ".", canAccumulate, _ => { });
            code.Line();
        }
    }

    static void Derivative(CodeWriter code, DefinitionPlan set)
    {
        Documentation.Derivative(code, set);
        Scalar(code, set, "Derivative", set.Result.Slopes, set.Activation.Inputs.Select(name => "d" + Bare(name)));
    }

    static void SecondDerivative(CodeWriter code, DefinitionPlan set)
    {
        var inputs = set.Activation.Inputs;
        Documentation.SecondDerivative(code, set);
        Scalar(code, set, "SecondDerivative", set.Result.Curvatures, UpperTriangle.Entries(inputs.Count)
            .Select(entry => $"d{Bare(inputs[entry.Row])}d{Bare(inputs[entry.Column])}"));
    }

    /// <summary>
    /// Scalar code in double precision for what the body gives: one result, or a tuple of that many names.
    /// </summary>
    static void Scalar(CodeWriter code, DefinitionPlan set, string name, Body body, IEnumerable<string> results)
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
    static void Interface(CodeWriter code, DefinitionPlan set, Kernel backward)
    {
        const string Interface = "global::Kernels.IActivation.";
        var (@in, @out) = (CpuEntry.Spans.Read, CpuEntry.Spans.Written);
        var names = MemberPrinter.Names(Signature.Of(backward, set.Activation), CpuEntry.Spans, canAccumulate: true);
        code.Line();
        code.Line($"static void {Interface}Forward({@in} x, {@out} y) => Forward(x, y);");
        code.Line($"static void {Interface}Backward({@in} x, {@in} dy, {@out} dx, bool accumulate) => Backward(x, dy, "
            + $"dx, {string.Concat(backward.Sums.Select(_ => "out _, "))}{names.Accumulate}: accumulate);");
        code.Line($"static void {Interface}ForwardWithDerivative({@in} x, {@out} y, {@out} "
            + $"dydx) => ForwardWithDerivative(x, y, dydx);");
        code.Line($"static double {Interface}Forward(double x) => Forward(x);");
        code.Line($"static void {Interface}Tangent({@in} x, {@in} dx, {@out} dy) => Tangent(x, dx, dy);");
        code.Line($"static void {Interface}BackwardBackward({@in} x, {@in} dy, {@in} ddx, {@out} dx, {@out} "
            + $"ddy) => BackwardBackward(x, dy, ddx, dx, ddy);");
        code.Line($"static double {Interface}Derivative(double x) => Derivative(x);");
        code.Line($"static double {Interface}SecondDerivative(double x) => SecondDerivative(x);");
    }

    static string Bare(string name) => name.TrimStart('@');

    static string Kernels(DefinitionPlan set) => $"global::{CpuFile.Namespace}.{set.KernelsClass}";
}
