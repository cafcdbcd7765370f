// Prints a lowered body as statements for any target. A value with one use and no name of its own stands where it is
// used, while the line stays short: that reads better than a name for every operation.
using Kernels.Text;

namespace Kernels.Emit;

internal static class LaneBody
{
    const int LongestNested = 100;

    /// <param name="inputs">What the inputs are called in the text; likewise <paramref name="parameters"/>.</param>
    /// <returns>The statements, and for each output the expression that holds it.</returns>
    public static (IReadOnlyList<string> Statements, IReadOnlyList<string> Outputs) Print(
        Body body, LaneTarget target, IReadOnlyList<string> inputs, IReadOnlyList<string> parameters, NameScope names)
    {
        var statements = new List<string>();
        var uses = Uses(body, target);
        var texts = new string[body.Instructions.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var instruction = body.Instructions[i];
            texts[i] = instruction.Op switch
            {
                Op.Input => inputs[instruction.Index],
                Op.Parameter => parameters[instruction.Index],
                Op.Constant => string.Format(target.Broadcast, target.Literal(instruction.Constant)),
                Op.IntConstant => instruction.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ when uses[i] == 0 => "",
                _ => Operation(i, instruction, Format(body, target, instruction, texts)),
            };
        }
        return (statements, body.Outputs.Select(output => texts[output]).ToArray());

        string Operation(int at, Instruction instruction, string expression)
        {
            if (instruction.Name is null && uses[at] == 1 && expression.Length <= LongestNested)
                return Nested(target.Text[instruction.Op], expression);
            var name = names.Unique(instruction.Name ?? "t");
            statements.Add($"var {name} = {expression};");
            return name;
        }
    }

    /// <summary>
    /// How often each value stands in the text: a template may say an operand twice, as a > b ? a : b does.
    /// </summary>
    static int[] Uses(Body body, LaneTarget target)
    {
        var uses = new int[body.Instructions.Count];
        // An output is stored after all statements, when its inputs may be overwritten: it is a value by then.
        foreach (var output in body.Outputs) uses[output] += 2;
        for (var i = uses.Length - 1; i >= 0; i--)
        {
            if (uses[i] == 0) continue;
            var template = Template(body, target, body.Instructions[i]);
            foreach (var (operand, text) in Operands(body, target, body.Instructions[i]))
                uses[operand] += Occurrences(template, text);
        }
        return uses;
    }

    /// <summary>
    /// The operands in the text of an operation, and what stands for each there.
    /// A choice says itself what its comparison compares.
    /// </summary>
    static IEnumerable<(int Operand, string Text)> Operands(Body body, LaneTarget target, Instruction instruction)
    {
        var operands = Enumerable.Range(0, instruction.Op.Row().Arity).Select(operand => instruction[operand]);
        if (Comparison(body, target, instruction) is { } comparison)
            operands = new[] { comparison.A, comparison.B }.Concat(operands.Skip(1));
        return operands.Select((operand, k) => (operand, "{" + k + "}"));
    }

    static string Template(Body body, LaneTarget target, Instruction instruction)
        => Comparison(body, target, instruction) is { } comparison ? target.SelectBy![comparison.Op]
            : instruction.Op.IsLeaf() ? "" : target.Text[instruction.Op];

    static Instruction? Comparison(Body body, LaneTarget target, Instruction instruction)
        => instruction.Op == Op.Select && body.Instructions[instruction.A] is var condition
            && target.SelectBy?.ContainsKey(condition.Op) == true ? condition : null;

    static int Occurrences(string text, string part) => (text.Length - text.Replace(part, "").Length) / part.Length;

    /// <summary>An operator needs its parentheses inside another; a call brings them.</summary>
    static string Nested(string template, string expression)
        => template[0] is '{' or '(' ? $"({expression})" : expression;

    static string Format(Body body, LaneTarget target, Instruction instruction, string[] texts)
    {
        // Shift counts are plain integers on every target; other integer constants are lanes.
        string Operand(int operand)
        {
            var isLane = body.Instructions[operand].Op == Op.IntConstant
                && instruction.Op is not (Op.ShiftLeft or Op.ShiftRight);
            return isLane
                ? string.Format(target.BroadcastBits ?? target.Broadcast, texts[operand] + target.IntegerSuffix)
                : texts[operand];
        }

        var operands = Operands(body, target, instruction).Select(each => (object)Operand(each.Operand)).ToArray();
        return string.Format(Template(body, target, instruction), operands);
    }
}
