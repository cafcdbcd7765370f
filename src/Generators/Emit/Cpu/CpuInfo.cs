// The definition as data: what the catalogue lists and tools iterate.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kernels.Optimise;
using Kernels.Schedule;
using Kernels.Text;

namespace Kernels.Emit.Cpu;

internal static class CpuInfo
{
    const string Method =
        "global::System.Func<global::System.ReadOnlySpan<double>, global::System.ReadOnlySpan<double>, double>";

    const string Shapes = "global::Kernels.RowShape.";

    /// <summary>The public member, which hands the user's own method to the description.</summary>
    /// <param name="kernels">The class of the kernels.</param>
    public static void WriteMember(CodeWriter code, DefinitionPlan set, string kernels)
    {
        var definition = set.Activation.Definition;
        var type = set.IsOverRows ? "RowInfo" : "ActivationInfo";
        code.Line("/// <summary>Names, formulas, promises and the kernels as delegates.</summary>");
        code.Line($"public static global::Kernels.{type} Info {{ get; }} = {kernels}.Describe({Methods()}){Slopes()};");

        // An activation's derivatives are members of its type, which the description cannot name.
        string Slopes()
        {
            if (!set.IsActivation) return "";
            var arguments = string.Concat(definition.Parameters.Select((_, i) => $", p[{i}]"));
            return $" with {{ Slope = static (x, p) => Derivative(x[0]{arguments}), "
                + $"Curvature = static (x, p) => SecondDerivative(x[0]{arguments}) }}";
        }

        string Methods()
        {
            if (set.IsOverRows) return MethodOfRow(definition);
            var arguments = definition.Inputs.Select((_, i) => $"x[{i}]")
                .Concat(definition.Parameters.Select((_, i) => $"p[{i}]"));
            var method = $"{(definition.IsStep ? "Step" : "Forward")}({string.Join(", ", arguments)})";
            string Function(int result) => $"static (x, p) => {method}{(set.HasOneResult ? "" : $".Item{result + 1}")}";
            return string.Join(", ", set.Results.Select((_, result) => Function(result)));
        }
    }

    /// <summary>The user's method for a row: of elements, column by column.</summary>
    static string MethodOfRow(Definition definition)
    {
        var (rows, scalars) = (0, 0);
        string Input(Shape shape, int i)
            => shape == Shape.PerRow ? $"{(definition.Integers.Contains(i) ? "(int)" : "")}s[{scalars++}]"
                : definition.TakesRows ? $"r[{rows++}]" : $"r[{rows++}][column]";
        string[] inputs = [.. definition.Shapes.Select(Input)];
        var seeds = definition.Seeds.ToArray();
        var parameters =
            definition.Parameters.Select((_, i) => seeds.Contains(i) ? $"p[{i}] + 4294967296d * column" : $"p[{i}]");
        var call = $"Forward({string.Join(", ", inputs.Concat(parameters))})";
        return "static (r, s, p) => "
            + (!definition.TakesRows ? $"global::Kernels.Row.Of(r[0].Columns, column => {call})"
                : definition.Value == Shape.PerRow ? $"new global::Kernels.Row({call})" : call);
    }

    public static void Write(CodeWriter code, DefinitionPlan set)
    {
        if (set.IsOverRows)
        {
            code.Line(
                "internal static global::Kernels.RowInfo Describe(global::Kernels.RowDefinition definition) => new()");
            using var row = code.Open("", "};");
            DescribeRows(code, set);
            return;
        }
        if (set.HasOneResult)
        {
            code.Line($"internal static global::Kernels.ActivationInfo Describe({Method} definition) => new()");
            using var info = code.Open("", "};");
            Describe(code, set, set.Activation.Definition, set.SimpleName, set.Results, "definition");
            Kernels(code, set.Kernels.SelectMany(kernel => kernel.WithTerms).Select(kernel => Row(set, kernel)));
            return;
        }
        var several =
            $"{set.SimpleName} has {set.Results.Count} results: Info.Results has each as a function of one value.";
        using var method =
            code.Open($"internal static global::Kernels.ActivationInfo Describe(params {Method}[] definitions)");
        using (code.Open("global::Kernels.ActivationInfo whole = new()", "};"))
        {
            var none =
                $"static (_, _) => throw new global::System.NotSupportedException({Literal.CSharpString(several)})";
            Describe(code, set, set.Activation.Definition, set.SimpleName, set.Results, none);
            Kernels(code, set.Kernels.SelectMany(kernel => kernel.WithTerms).Select(kernel => Row(set, kernel)));
        }
        code.Line("return whole with");
        using var with = code.Open("", "};");
        using var results = code.Open("Results =", "],", "[");
        for (var result = 0; result < set.Results.Count; result++)
        {
            var component = set.Activation.Definition.Component(result);
            code.Line("new()");
            using var info = code.Open("", "},");
            var name = $"{set.SimpleName}.{set.Activation.Definition.Results[result]}";
            Describe(code, set, component, name, new([set.Results[result]]), $"definitions[{result}]");
            code.Line($"Kernels = global::Kernels.ResultKernel.All(whole, {result}, {set.Results.Count}),");
        }
    }

    /// <param name="forms">What is said of the results.</param>
    static void Describe(
        CodeWriter code, DefinitionPlan set, Definition definition, string name,
        EquatableArray<ResultForm> forms, string method)
    {
        Shared(code, set, definition, name, forms.Count == 1 ? forms[0].Formula : set.Formula, method);
        code.Line($"Derivatives = {Strings(forms.SelectMany(form => form.Derivatives))},");
        code.Line($"SecondDerivatives = {Strings(forms.SelectMany(form => form.SecondDerivatives))},");
        code.Line($"Inputs = {Strings(definition.Inputs)},");
        if (set.Followed.Count < definition.Inputs.Count) code.Line($"Followed = [{string.Join(", ", set.Followed)}],");
        code.Line($"MaxUlp = {Literal.CSharpDouble(definition.MaxUlp)},");
        code.Line($"MaxGradientUlp = {Literal.CSharpDouble(definition.MaxGradientUlp)},");
        code.Line($"Saves = [{string.Join(", ", set.Saves.Select(Way))}],");
        code.Line($"StableIr = {Literal.CSharpString(BodyText.Write(Stable(forms)))},");
    }

    static void DescribeRows(CodeWriter code, DefinitionPlan set)
    {
        var definition = set.Activation.Definition;
        Shared(code, set, definition, set.SimpleName, set.Formula, "definition");
        code.Line($"Gradients = [{string.Join(", ", set.Result.Derivatives.Select(Literal.CSharpString))}],");
        code.Line(
            $"Inputs = [{string.Join(", ", definition.Inputs.Select((name, i) => Input(definition, name, i)))}],");
        code.Line($"Value = {Shapes}{definition.Value},");
        Kernels(code, set.Rows.Select(kernel => Row(set, kernel)));
    }

    /// <summary>What is said of definitions of both kinds.</summary>
    static void Shared(
        CodeWriter code, DefinitionPlan set, Definition definition, string name, string formula, string method)
    {
        var whole = set.Activation.Definition;
        var seeds = whole.Seeds.ToArray();
        var exact = set.IsOverRows ? [.. whole.Parameters.Select(parameter => (double)(float)parameter.Default)]
            : CarriedDefaults.Of(whole, set.HasDoubleLanes);
        var parameters =
            definition.Parameters.Select((parameter, i) => Parameter(parameter, seeds.Contains(i), exact[i]));
        code.Line($"Name = {Literal.CSharpString(name)},");
        code.Line($"FullName = {Literal.CSharpString(definition.FullName)},");
        code.Line($"Formula = {Literal.CSharpString(formula)},");
        code.Line($"Parameters = [{string.Join(", ", parameters)}],");
        code.Line($"Accuracy = global::Kernels.Accuracy.{(definition.High ? "High" : "Fast")},");
        code.Line($"Definition = {method},");
        code.Line($"Ir = {Literal.CSharpString(definition.Write())},");
    }

    /// <summary>Of several results all outputs, one result after the other.</summary>
    static Body Stable(EquatableArray<ResultForm> forms)
    {
        if (forms.Count == 1) return forms[0].Stable;
        var pool = new ExprPool();
        return Body.From([.. forms.SelectMany(form => form.Stable.Load(pool))]);
    }

    static void Kernels(CodeWriter code, IEnumerable<string> rows)
    {
        using var kernels = code.Open("Kernels =", "],", "[");
        code.Lines(rows);
    }

    /// <param name="exact">The default that the kernels compute with.</param>
    static string Parameter(ParameterDefault parameter, bool isSeed, double exact)
    {
        var kind = (parameter.IsTrainable ? ", IsTrainable: true" : "") + (isSeed ? ", IsSeed: true" : "");
        // What follows from the float, or from what the kernels compute with, is not said again.
        string[] others =
        [
            .. Unless(exact.Equals((double)(float)exact), "Exact", exact),
            .. Unless(parameter.Default.Equals(exact), "Written", parameter.Default),
        ];
        var own = others.Length == 0 ? "" : $" {{ {string.Join(", ", others)} }}";
        return $"new({Literal.CSharpString(parameter.Name)}, {Literal.CSharpFloat(parameter.Default)}{kind}){own}";

        static string[] Unless(bool isSaid, string name, double value)
            => isSaid ? [] : [$"{name} = {Literal.CSharpDouble(value)}"];
    }

    static string Way(SavedForBackward way)
        => $"new(global::Kernels.Saved.{way.What}, {Literal.CSharpDouble(way.BytesPerElement)}, "
            + $"{(way.Member is { } member ? Literal.CSharpString(member.ToString()) : "null")})";

    static string Row(DefinitionPlan set, Kernel kernel)
    {
        var member = Signature.Of(kernel, set.Activation);
        string[] arguments =
        [
            "e", .. kernel.Sources.Select((_, i) => $"s[{i}].Span"),
            .. kernel.Destinations.Select((_, i) => $"d[{i}].Span"), .. kernel.Sums.Select((_, i) => $"out var sum{i}"),
            .. member.FromList("Uniforms.Offset"),
        ];
        var call = $"{kernel.Name}({string.Join(", ", arguments)})";
        var give = string.Concat(
            kernel.Sums.Select((_, i) => $" SummingLoop.Give(d, {kernel.Destinations.Count + i}, sum{i});"));
        var (run, sums) = kernel.Sums.Count == 0 ? (call, "")
            : ($"{{ {call};{give} }}", $" {{ Sums = {Strings(kernel.Sums)} }}");
        return $"new({Literal.CSharpString(kernel.Name)}, {Strings(kernel.Sources)}, {Strings(kernel.Destinations)}, "
            + $"{kernel.Body.Operations}, {Literal.CSharpString(Fingerprint(kernel.Body))}, static (e, "
            + $"s, d, p) => {run}){sums},";
    }

    static string Row(DefinitionPlan set, RowKernel kernel)
    {
        var (definition, member) = (set.Activation.Definition, Signature.Of(kernel, set.Activation));
        string[] arguments =
        [
            "e", .. kernel.Sources.Select(
                (source, i) => source.IsInteger ? $"Labels.Integers(s[{i}].Span, {i})" : $"s[{i}].Span"),
            .. kernel.Results.Select(
                (result, i) => result.Target == Target.Total ? $"out d[{i}].Span[0]" : $"d[{i}].Span"),
            "columns", "stride", .. member.FromList("Uniforms.Offset"),
        ];
        var inputs = kernel.Member == Member.BackwardFromOutput ? 0 : set.Activation.Inputs.Count;
        var sources = kernel.Sources.Select((source, i)
            => i < inputs ? Input(definition, source.Name, i) : Span(source.Name, source.Shape.ToString()));
        var results = kernel.Results.Select(result
            => Span(result.Name, result.Target == Target.Total ? "Scalar" : result.Target.ToString()));
        var operations = kernel.Passes.Sum(pass => pass.Elements?.Body.Operations ?? 0);
        return $"new({Literal.CSharpString(kernel.Name)}, [{string.Join(", ", sources)}], "
            + $"[{string.Join(", ", results)}], "
            + $"{kernel.Reads}, {operations}, static (e, s, d, columns, stride, p) "
            + $"=> {kernel.Name}({string.Join(", ", arguments)})),";
    }

    static string Input(Definition definition, string name, int input)
    {
        var isLabel = Labels.Of(definition).Any(label => label.Input == input);
        return Span(name, definition.Shapes[input].ToString())
            + (isLabel ? " { IsInteger = true, IsLabel = true }"
                : definition.Integers.Contains(input) ? " { IsInteger = true }"
                : "");
    }

    static string Span(string name, string shape)
        => $"new({Literal.CSharpString(name.TrimStart('@'))}, {Shapes}{shape})";

    /// <summary>The same for kernels of the same operations: what was proven of one holds for the other.</summary>
    static string Fingerprint(Body body)
    {
        using var hash = SHA256.Create();
        var bytes = hash.ComputeHash(Encoding.UTF8.GetBytes(BodyText.Write(body)));
        return string.Concat(bytes.Take(8).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    static string Strings(IEnumerable<string> texts)
        => $"[{string.Join(", ", texts.Select(text => Literal.CSharpString(text.TrimStart('@'))))}]";
}
