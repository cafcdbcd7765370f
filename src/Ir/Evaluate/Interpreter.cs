// A body evaluated in double precision, one value at a time: constant folding, the search for limits at
// infinity, scalar derivatives and the fast reference of the verification all run this.
using System.Runtime.CompilerServices;

namespace Kernels.Ir;

internal static class Interpreter
{
    /// <summary>
    /// AggressiveOptimization, which .NET Standard has no name for: a build is over before the JIT would come
    /// back to these loops, and they are a fifth of it.
    /// </summary>
    const MethodImplOptions AtOnce = (MethodImplOptions)512;

    /// <param name="round">Applied to every value but parameters, which are given exactly and may be seeds:
    /// how a narrower type would hold it.</param>
    [MethodImpl(AtOnce)]
    public static double[] Run(
        Body body, double[] inputs, double[] parameters, double[]? outputs = null, Func<double, double>? round = null)
    {
        var (instructions, values) = (body.Instructions, new double[body.Instructions.Count]);
        for (var i = 0; i < values.Length; i++)
        {
            var instruction = instructions[i];
            values[i] = instruction.Op switch
            {
                Op.Constant => instruction.Constant,
                Op.Input => inputs[instruction.Index],
                Op.Parameter => parameters[instruction.Index],
                Op.Output => outputs![instruction.Index],
                _ => Apply(instruction.Op, instruction.A < 0 ? 0 : values[instruction.A],
                    instruction.B < 0 ? 0 : values[instruction.B], instruction.C < 0 ? 0 : values[instruction.C]),
            };
            if (round is not null && instruction.Op != Op.Parameter) values[i] = round(values[i]);
        }
        // No query here: the search for limits runs this ten thousand times a definition.
        var results = new double[body.Outputs.Count];
        for (var i = 0; i < results.Length; i++) results[i] = values[body.Outputs[i]];
        return results;
    }

    /// <summary>One operation; a mask is 1 or 0.</summary>
    [MethodImpl(AtOnce)]
    public static double Apply(Op op, double a, double b, double c) => op switch
    {
        Op.Add => a + b,
        Op.Sub => a - b,
        Op.Mul => a * b,
        Op.Div => a / b,
        Op.Neg => -a,
        Op.Abs => Math.Abs(a),
        Op.Sqrt => Math.Sqrt(a),
        Op.Floor => Math.Floor(a),
        Op.Select => a != 0 ? b : c,
        Op.Lt => a < b ? 1 : 0,
        Op.Le => a <= b ? 1 : 0,
        Op.Gt => a > b ? 1 : 0,
        Op.Ge => a >= b ? 1 : 0,
        Op.Eq => a == b ? 1 : 0,
        Op.Min => Math.Min(a, b),
        Op.Max => Math.Max(a, b),
        Op.Clamp => Math.Min(Math.Max(a, b), c),
        Op.And => a != 0 && b != 0 ? 1 : 0,
        Op.Or => a != 0 || b != 0 ? 1 : 0,
        Op.Not => a != 0 ? 0 : 1,
        Op.Detach => a,
        Op.Uniform => Philox.Uniform(a),
        Op.Below => a - b,
        Op.Decay => ScalarFunctions.Exp(a - b),
        Op.Pow => Math.Pow(a, b),
        Op.ZeroProduct => ScalarFunctions.ZeroProduct(a, b, c),
        _ => op.Function() is { } function ? function.Value(a, b) : throw new InvalidOperationException(
            $"{op} has no value in double precision: it exists after lowering only."),
    };
}
