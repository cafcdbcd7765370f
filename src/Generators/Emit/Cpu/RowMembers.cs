// The public members of a definition over rows, beside the user's Forward.
using System.Globalization;
using Kernels.Optimise;
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class RowMembers
{
    public static void Write(CodeWriter code, RowSet set)
    {
        using var type = code.Open($"partial struct {set.Activation.Name} : global::Kernels.IRowDefinition");
        foreach (var kernel in set.Kernels.Where(kernel => !kernel.Accumulate)) Member(code, set, kernel);
        code.Line("/// <summary>Names, formulas and the kernels as delegates.</summary>");
        code.Line($"public static global::Kernels.RowInfo Info {{ get; }} "
            + $"= {Kernels(set)}.Describe({Definition(set.Activation.Definition)});");
    }

    static void Member(CodeWriter code, RowSet set, RowKernel kernel)
    {
        var hasSum = set.Kernels.Any(other => other.Member == kernel.Member && other.Accumulate);
        var names = new NameScope(kernel.Sources.Select(source => source.Name)
            .Concat(kernel.Results.Select(result => result.Name)).Concat(set.Activation.Parameters));
        var (columns, accumulate, stride) =
            (names.Unique("columns"), names.Unique("accumulate"), names.Unique("rowStride"));
        var arguments = kernel.Sources.Select(source => $"{CpuEntry.ReadOnly} {source.Name}")
            .Concat(kernel.Results.Select(result
                => result.Target == Target.Total ? $"out float {result.Name}" : $"{CpuEntry.Writable} {result.Name}"))
            .Concat([$"int {columns}"])
            .Concat(RowEntry.Numbers(kernel, set.Activation)
                .Select((declared, i) => $"{declared} = {Default(set.Activation, i)}"))
            .Concat(hasSum ? [$"bool {accumulate} = false"] : [])
            .Concat([$"int {stride} = 0"]);
        var given = new[] { "global::Kernels.Isas.Best" }.Concat(kernel.Sources.Select(source => source.Name))
            .Concat(kernel.Results.Select(result => (result.Target == Target.Total ? "out " : "") + result.Name))
            .Concat([columns, stride]).Concat(set.Activation.Parameters);
        var call = $"({string.Join(", ", given)})";

        Describe(code, set, kernel);
        code.Line($"/// <param name=\"{columns}\">Elements of a row.</param>");
        if (hasSum)
            code.Line($"/// <param name=\"{accumulate}\">Whether to add to the destinations instead of "
                + $"overwriting them.</param>");
        code.Line($"/// <param name=\"{stride}\">Elements from the start of one row to the start of the next, "
            + $"in all spans of rows; 0 where there are no gaps.</param>");
        using (code.Open($"public static void {kernel.Name}({string.Join(", ", arguments)})"))
        {
            if (hasSum) code.Line($"if ({accumulate}) {Kernels(set)}.{kernel.Name}Accumulate{call};");
            code.Line($"{(hasSum ? "else " : "")}{Kernels(set)}.{kernel.Name}{call};");
        }
        code.Line();
    }

    static void Describe(CodeWriter code, RowSet set, RowKernel kernel)
    {
        var gradients = set.Activation.Definition.Inputs.Concat(set.Activation.Definition.Parameters
            .Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name))
            .Zip(set.Gradients, (name, gradient) => $"d{name} = {gradient}").Where((_, i) => set.Gradients[i] != "0");
        var what = kernel.Member switch
        {
            Optimise.Member.Forward => $"{kernel.Results[0].Name} = {set.Formula}, row by row.",
            Optimise.Member.Backward
                => $"The gradients, of what all rows share summed over the rows: {string.Join("; ", gradients)}.",
            Optimise.Member.ForwardWithGradient
                => $"{kernel.Results[0].Name} = {set.Formula}, and the gradients of the sum of all rows.",
            _ => $"The gradient from the value alone: the input need not be kept.",
        };
        code.Line($"/// <summary>{Documentation.Xml(what)}</summary>");
        code.Line($"/// <remarks>Goes over a row {kernel.Reads} times. The same bits with every instruction set, NaN "
            + $"apart, for any number of threads that take whole rows. A destination of rows may be the same memory");
        code.Line("/// as an input of rows from the same start; "
            + "other overlap, unequal and short spans throw before anything is written.</remarks>");
    }

    /// <summary>The user's method for a row: of elements, column by column.</summary>
    static string Definition(Definition definition)
    {
        var (rows, scalars) = (0, 0);
        var inputs = definition.Shapes.Select(shape => shape == Shape.PerRow ? $"s[{scalars++}]"
            : definition.TakesRows ? $"r[{rows++}]"
            : $"r[{rows++}][column]").ToArray();
        var seeds = definition.Seeds.ToArray();
        var parameters =
            definition.Parameters.Select((_, i) => seeds.Contains(i) ? $"p[{i}] + 4294967296d * column" : $"p[{i}]");
        var call = $"Forward({string.Join(", ", inputs.Concat(parameters))})";
        return "static (r, s, p) => " + (!definition.TakesRows
            ? $"global::Kernels.Row.Of(r[0].Columns, column => {call})"
            : definition.Value == Shape.PerRow ? $"new global::Kernels.Row({call})" : call);
    }

    public static string Default(ActivationModel activation, int parameter)
    {
        var value = activation.Definition.Parameters[parameter].Default;
        return activation.Definition.Seeds.Contains(parameter)
            ? ((uint)value).ToString(CultureInfo.InvariantCulture) + "u"
            : Literal.CSharpFloat(value);
    }

    static string Kernels(RowSet set) => $"global::{CpuFile.Namespace}.{set.KernelsClass}";
}
