// One constant of a lowered body, moved. What depends on it is evaluated anew; the rest is known.
using Kernels.Text;

namespace Kernels.Generators.Tests.Lower;

internal sealed class Mutant(string kernel, Body body, int at, int direction)
{
    readonly int[] dependent = Dependent(body, at);

    /// <summary>How many ULP it took; the largest integer if none did.</summary>
    public int NoticedAt { get; private set; } = int.MaxValue;

    public bool IsNoticed => NoticedAt != int.MaxValue;

    /// <summary>Whether the constant only bounds or is compared with: a limit lies where the function has saturated, so moving it shows late or never.</summary>
    public bool IsLimit { get; } = body.Instructions.Where(user => user.A == at || user.B == at || user.C == at)
        .All(user => user.Op is Op.MinNative or Op.MaxNative or Op.Select or Op.Lt or Op.Le or Op.Gt or Op.Ge or Op.Eq);

    public static List<Mutant> All(string kernel, Body body)
        => [.. from at in Enumerable.Range(0, body.Instructions.Count)
               let instruction = body.Instructions[at]
               where instruction.Op == Op.IntConstant || instruction.Op == Op.Constant && double.IsFinite(instruction.Constant)
               from direction in (int[])[1, -1]
               select new Mutant(kernel, body, at, direction)];

    public void Examine(LaneInterpreter<float> interpreter, float[][] right, int steps, float[][] sources, float[] parameters)
    {
        var values = right.ToArray();
        values[at] = interpreter.Evaluate(Moved(steps), values, sources, parameters);
        foreach (var i in dependent) values[i] = interpreter.Evaluate(body.Instructions[i], values, sources, parameters);
        if (body.Outputs.Any(output => !Same(values[output], right[output]))) NoticedAt = steps;
    }

    Instruction Moved(int steps)
    {
        var instruction = body.Instructions[at];
        if (instruction.Op == Op.IntConstant) return instruction with { Bits = instruction.Bits + direction * steps };
        // Floats in order are integers in order, of either sign.
        var bits = BitConverter.SingleToInt32Bits((float)instruction.Constant);
        var moved = (bits < 0 ? int.MinValue - bits : bits) + direction * steps;
        return instruction with { Bits = BitConverter.DoubleToInt64Bits(BitConverter.Int32BitsToSingle(moved < 0 ? int.MinValue - moved : moved)) };
    }

    static int[] Dependent(Body body, int at)
    {
        var changed = new HashSet<int> { at };
        for (var i = at + 1; i < body.Instructions.Count; i++)
            if (Enumerable.Range(0, 3).Any(operand => changed.Contains(body.Instructions[i][operand]))) changed.Add(i);
        return [.. changed.Where(i => i != at).Order()];
    }

    static bool Same(float[] a, float[] b)
    {
        for (var i = 0; i < a.Length; i++)
            if (BitConverter.SingleToInt32Bits(a[i]) != BitConverter.SingleToInt32Bits(b[i]) && !(float.IsNaN(a[i]) && float.IsNaN(b[i]))) return false;
        return true;
    }

    public override string ToString()
    {
        var instruction = body.Instructions[at];
        var constant = instruction.Op == Op.Constant ? Literal.Double((float)instruction.Constant) : $"{instruction.Index}";
        var users = body.Instructions.Where(user => user.A == at || user.B == at || user.C == at).Select(user => $"{user.Op} {user.Name}".Trim()).Distinct();
        return $"{(IsNoticed ? $"at {NoticedAt,4} ULP" : "survives   ")}  {kernel} %{at} = {constant} {(direction > 0 ? "up" : "down")}, in {string.Join(", ", users)}";
    }
}
