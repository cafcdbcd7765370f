// What passes between stages: the DAG as a flat list in topological order. Equality and hashing are linear
// (on a shared DAG of recursive records they are exponential), and the list prints and diffs well.
using Kernels.Support;

namespace Kernels.Ir;

/// <param name="Bits">The bits of a constant, or the index of an input, parameter or output.</param>
/// <param name="A">Position of the first operand, or -1; likewise
/// <paramref name="B"/> and <paramref name="C"/>.</param>
internal readonly record struct Instruction(Op Op, long Bits, int A, int B, int C, Shape Shape, string? Name)
{
    public double Constant => BitConverter.Int64BitsToDouble(Bits);
    public int Index => (int)Bits;
    public int this[int operand] => operand switch { 0 => A, 1 => B, _ => C };
}

internal sealed record Body(EquatableArray<Instruction> Instructions, EquatableArray<int> Outputs)
{
    /// <summary>How many operations there are for each element; loads and stores are not counted.</summary>
    public int Operations => Instructions.Count(instruction => !instruction.Op.IsLeaf());

    /// <summary>The indices of the inputs that it reads.</summary>
    public ICollection<int> InputsRead()
        => new HashSet<int>(Instructions.Where(each => each.Op == Op.Input).Select(each => each.Index));

    /// <summary>The part of a DAG that the outputs need, in order of creation.</summary>
    public static IReadOnlyList<Expr> Reached(params Expr[] outputs)
    {
        var reached = new HashSet<Expr>();
        var open = new Stack<Expr>(outputs);
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (!reached.Add(node)) continue;
            foreach (var argument in node.Arguments) open.Push(argument);
        }
        return reached.OrderBy(node => node.Id).ToArray();
    }

    public static Body From(params Expr[] outputs)
    {
        var ordered = Reached(outputs);
        var position = new Dictionary<Expr, int>();
        foreach (var node in ordered) position[node] = position.Count;
        int Position(Expr node, int i) => i < node.Arguments.Length ? position[node[i]] : -1;
        return new Body(
            ordered.Select(n => new Instruction(n.Op, n.Bits, Position(n, 0), Position(n, 1), Position(n, 2),
                n.Shape, n.Name)).ToEquatable(),
            outputs.Select(output => position[output]).ToEquatable());
    }

    /// <summary>
    /// The list as nodes of <paramref name="pool"/>; inputs and parameters replaced where a substitute is given.
    /// </summary>
    public Expr[] Load(ExprPool pool, Func<Instruction, Expr?>? substitute = null)
    {
        var nodes = new Expr[Instructions.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            var (instruction, arity) = (Instructions[i], Instructions[i].Op.Row().Arity);
            var arguments = Enumerable.Range(0, arity).Select(operand => nodes[instruction[operand]]).ToArray();
            nodes[i] = substitute?.Invoke(instruction) ?? (instruction.Op switch
            {
                Op.Constant => pool.Constant(instruction.Constant),
                Op.Input => pool.Input(instruction.Index, instruction.Shape),
                Op.Parameter => pool.Parameter(instruction.Index),
                Op.Output => pool.Output(instruction.Index),
                Op.IntConstant => pool.Integer(instruction.Bits),
                _ => pool.Apply(instruction.Op, arguments),
            });
            nodes[i].Name ??= instruction.Name;
        }
        return Outputs.Select(output => nodes[output]).ToArray();
    }

    public override string ToString() => BodyText.Write(this);
}
