// Prints a lowered body as statements, one operation a line, for any target.
using Kernels.Text;

namespace Kernels.Emit;

internal static class LaneBody
{
    /// <param name="inputs">What the inputs are called in the text; likewise <paramref name="parameters"/>.</param>
    /// <returns>The statements, and for each output the expression that holds it.</returns>
    public static (IReadOnlyList<string> Statements, IReadOnlyList<string> Outputs) Print(
        Body body, LaneTarget target, IReadOnlyList<string> inputs, IReadOnlyList<string> parameters, NameScope names)
    {
        var statements = new List<string>();
        var texts = new string[body.Instructions.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var instruction = body.Instructions[i];
            texts[i] = instruction.Op switch
            {
                Op.Input => inputs[instruction.Index],
                Op.Parameter => parameters[instruction.Index],
                Op.Constant => string.Format(target.Broadcast, target.Literal(instruction.Constant)),
                Op.IntConstant => instruction.Index.ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => Statement(instruction, Format(body, target, instruction, texts)),
            };
        }
        return (statements, body.Outputs.Select(output => texts[output]).ToArray());

        string Statement(Instruction instruction, string expression)
        {
            var name = names.Unique(instruction.Name ?? "t");
            statements.Add($"var {name} = {expression};");
            return name;
        }
    }

    static string Format(Body body, LaneTarget target, Instruction instruction, string[] texts)
    {
        // Shift counts are plain integers on every target; other integer constants are lanes.
        string Operand(int operand)
        {
            if (instruction[operand] < 0) return "";
            var text = texts[instruction[operand]];
            var isLane = body.Instructions[instruction[operand]].Op == Op.IntConstant && instruction.Op is not (Op.ShiftLeft or Op.ShiftRight);
            return isLane ? string.Format(target.Broadcast, text) : text;
        }

        return string.Format(target.Text[instruction.Op], Operand(0), Operand(1), Operand(2));
    }
}
