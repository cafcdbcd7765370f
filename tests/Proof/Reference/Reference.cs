// The stable form of a definition in double precision, for a block of inputs at once: the truth of exhaustive runs,
// where arbitrary precision is out of reach. Its own error is some 2^-45 of a value, and of a derivative near its root
// that part of the terms that cancel there; runs compare it with the oracle before they rely on it.
using System.Runtime.Intrinsics;
using Kernels.Ir;

namespace Kernels.Proof;

internal sealed class Reference
{
    readonly Body body;
    readonly double[][] values;
    readonly bool[] varies;

    /// <param name="length">Points of a block, a multiple of eight.</param>
    /// <param name="outputs">0 is the value, i + 1 the slope along input i.</param>
    public Reference(ActivationInfo activation, int length, params ReadOnlySpan<int> outputs)
    {
        var whole = BodyText.Read(activation.StableIr.Split('\n'));
        var roots = whole.Load(new ExprPool());
        var chosen = new Expr[outputs.Length];
        for (var i = 0; i < chosen.Length; i++) chosen[i] = roots[outputs[i]];
        body = Body.From(chosen);
        values = [.. body.Instructions.Select(_ => new double[length])];
        varies = [.. body.Instructions.Select(instruction => instruction.Op is not (Op.Constant or Op.Parameter))];
        for (var i = 0; i < values.Length; i++)
            if (!varies[i]) Array.Fill(values[i], Fixed(body.Instructions[i], activation));
    }

    /// <summary>What was asked for, at points whose input i is inputs[i]; good until the next call.</summary>
    public double[] this[int output] => values[body.Outputs[output]];

    public void Run(IReadOnlyList<float[]> inputs)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!varies[i]) continue;
            var instruction = body.Instructions[i];
            if (instruction.Op == Op.Input) Widen(inputs[instruction.Index], values[i]);
            else
                Apply(instruction.Op, Operand(instruction.A), Operand(instruction.B),
                    Operand(instruction.C), values[i]);
        }
    }

    double[] Operand(int position) => position < 0 ? values[0] : values[position];

    static double Fixed(Instruction instruction, ActivationInfo activation)
        => instruction.Op == Op.Constant ? instruction.Constant : activation.Parameters[instruction.Index].Exact;

    static void Widen(float[] from, double[] to)
    {
        for (var k = 0; k < to.Length; k += Vector256<float>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref from[k]));
            Vector512.Create(low, high).CopyTo(to, k);
        }
    }

    static void Apply(Op op, double[] a, double[] b, double[] c, double[] result)
    {
        if (LaneTable.Rows.TryGetValue(op, out var operation)) operation(a, b, c, result);
        else
            for (var k = 0; k < result.Length; k++) result[k] = Interpreter.Apply(op, a[k], b[k], c[k]);
    }
}
