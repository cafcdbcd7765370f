// A body as text, one instruction a line, and back: "%2 = mul %0 %1 : name". What assemblies carry in an
// attribute, what snapshots hold, what a person reads when the compiler surprises them.
using System.Globalization;
using System.Text;
using Kernels.Support;
using Kernels.Text;

namespace Kernels.Ir;

internal static class BodyText
{
    public static string Write(Body body)
    {
        var text = new StringBuilder();
        for (var i = 0; i < body.Instructions.Count; i++)
        {
            var instruction = body.Instructions[i];
            var row = instruction.Op.Row();
            text.Append('%').Append(i).Append(" = ").Append(row.Name).Append(Suffix(instruction));
            if (instruction.Op == Op.Constant) text.Append(' ').Append(Literal.Double(instruction.Constant));
            else if (row.Arity == 0) text.Append(' ').Append(instruction.Bits.ToString(CultureInfo.InvariantCulture));
            for (var operand = 0; operand < row.Arity; operand++) text.Append(" %").Append(instruction[operand]);
            if (instruction.Name is { } name) text.Append(" : ").Append(name);
            text.Append('\n');
        }
        return text.Append("return ")
            .Append(string.Join(" ", body.Outputs.Select(output => "%" + output))).Append('\n').ToString();
    }

    /// <exception cref="FormatException">The text is not a body that this version can read.</exception>
    public static Body Read(IEnumerable<string> lines)
    {
        var instructions = new List<Instruction>();
        foreach (var line in lines)
        {
            var words = line.Split([' '], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (words[0] == "return")
                return new Body(instructions.ToEquatable(),
                    words.Skip(1).Select(word => Operand(word, instructions.Count)).ToEquatable());
            instructions.Add(ReadInstruction(line, words, instructions));
        }
        throw new FormatException("The body has no return line.");
    }

    /// <summary>An input is an element of its own unless it says otherwise.</summary>
    static string Suffix(Instruction instruction) => instruction.Op != Op.Input ? "" : instruction.Shape switch
    {
        Shape.PerColumn => PerColumn,
        Shape.PerRow => PerRow,
        _ => "",
    };

    const string PerColumn = ".column", PerRow = ".row";

    static Instruction ReadInstruction(string line, string[] words, List<Instruction> before)
    {
        if (words.Length < 3 || words[1] != "=" || !OpTable.TryParse(words[2].Split('.')[0], out var op))
            throw new FormatException($"Not an instruction: {line}");
        var arity = op.Row().Arity;
        var operands = words.Skip(3).TakeWhile(word => word != ":").ToArray();
        if (operands.Length != Math.Max(1, arity)) throw new FormatException($"Wrong number of operands: {line}");
        int At(int operand) => operand < arity ? Operand(operands[operand], before.Count) : -1;
        var bits = op == Op.Constant ? BitConverter.DoubleToInt64Bits(Literal.ParseDouble(operands[0]))
            : arity > 0 ? 0
            : long.TryParse(operands[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var index) ? index : throw new FormatException($"Not an index: {line}");
        var widest = Enumerable.Range(0, arity)
            .Aggregate(Shape.Scalar, (shape, operand) => shape | before[At(operand)].Shape);
        var shape = op switch
        {
            Op.Input when words[2].EndsWith(PerColumn, StringComparison.Ordinal) => Shape.PerColumn,
            Op.Input when words[2].EndsWith(PerRow, StringComparison.Ordinal) => Shape.PerRow,
            Op.Input or Op.Output or Op.Uniform => Shape.Element,
            Op.Index => Shape.PerColumn,
            _ when op.IsReduction() => widest & Shape.PerRow,
            _ => widest,
        };
        var name = words.Length > 4 && words[words.Length - 2] == ":" ? words[words.Length - 1] : null;
        return new Instruction(op, bits, At(0), At(1), At(2), shape, name);
    }

    static int Operand(string word, int count)
        => word.StartsWith("%", StringComparison.Ordinal) && int.TryParse(word.Substring(1), NumberStyles.None,
            CultureInfo.InvariantCulture, out var index) && index < count
            ? index : throw new FormatException($"Not an operand: {word}");
}
