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
                _ => Operation(i, instruction, Format(body, target, instruction, texts)),
            };
        }
        return (statements, body.Outputs.Select(output => texts[output]).ToArray());

        string Operation(int at, Instruction instruction, string expression)
        {
            if (instruction.Name is null && uses[at] == 1 && expression.Length <= LongestNested) return Nested(target.Text[instruction.Op], expression);
            var name = names.Unique(instruction.Name ?? "t");
            statements.Add($"var {name} = {expression};");
            return name;
        }
    }

    /// <summary>How often each value stands in the text: a template may say an operand twice, as a > b ? a : b does.</summary>
    static int[] Uses(Body body, LaneTarget target)
    {
        var uses = new int[body.Instructions.Count];
        foreach (var instruction in body.Instructions)
            for (var operand = 0; operand < instruction.Op.Row().Arity; operand++)
                uses[instruction[operand]] += Occurrences(target.Text[instruction.Op], "{" + operand + "}");
        // An output is stored after all statements, when its inputs may be overwritten: it is a value by then.
        foreach (var output in body.Outputs) uses[output] += 2;
        return uses;
    }

    static int Occurrences(string text, string part) => (text.Length - text.Replace(part, "").Length) / part.Length;

    /// <summary>An operator needs its parentheses inside another; a call brings them.</summary>
    static string Nested(string template, string expression) => template[0] is '{' or '(' ? $"({expression})" : expression;

    static string Format(Body body, LaneTarget target, Instruction instruction, string[] texts)
    {
        // Shift counts are plain integers on every target; other integer constants are lanes.
        string Operand(int operand)
        {
            if (instruction[operand] < 0) return "";
            var text = texts[instruction[operand]];
            var isLane = body.Instructions[instruction[operand]].Op == Op.IntConstant && instruction.Op is not (Op.ShiftLeft or Op.ShiftRight);
            return isLane ? string.Format(target.BroadcastBits ?? target.Broadcast, text + target.IntegerSuffix) : text;
        }

        return string.Format(target.Text[instruction.Op], Operand(0), Operand(1), Operand(2));
    }
}
