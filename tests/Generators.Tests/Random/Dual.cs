// Forward-mode derivatives by dual numbers: an oracle for the differentiator that shares no rule with it.
namespace Kernels.Generators.Tests.Random;

internal static class Dual
{
    /// <summary>The derivative of a body's output along one input.</summary>
    public static double Run(Body body, double[] point, int input, int output = 0)
    {
        var (values, slopes) = (new double[body.Instructions.Count], new double[body.Instructions.Count]);
        for (var i = 0; i < values.Length; i++)
        {
            var instruction = body.Instructions[i];
            var (a, b, c) = (At(values, instruction.A), At(values, instruction.B), At(values, instruction.C));
            var (da, db, dc) = (At(slopes, instruction.A), At(slopes, instruction.B), At(slopes, instruction.C));
            (values[i], slopes[i]) = instruction.Op switch
            {
                Op.Constant => (instruction.Constant, 0),
                Op.Input => (point[instruction.Index], instruction.Index == input ? 1 : 0),
                _ => (Interpreter.Apply(instruction.Op, a, b, c),
                    Slope(instruction.Op, Interpreter.Apply(instruction.Op, a, b, c), a, b, c, da, db, dc)),
            };
        }
        return slopes[body.Outputs[output]];
    }

    static double At(double[] list, int operand) => operand < 0 ? 0 : list[operand];

    static double Slope(Op op, double r, double a, double b, double c, double da, double db, double dc) => op switch
    {
        Op.Add => da + db,
        Op.Sub => da - db,
        Op.Mul => da * b + a * db,
        Op.Div => (da * b - a * db) / (b * b),
        Op.Min => a < b ? da : db,
        Op.Max => a > b ? da : db,
        Op.Clamp => a < b ? db : a > c ? dc : da,
        Op.Select => a != 0 ? db : dc,
        Op.Lt or Op.Le or Op.Gt or Op.Ge or Op.Eq or Op.And or Op.Or or Op.Not or Op.Floor or Op.Detach => 0,
        _ => da == 0 ? 0 : da * Outer(op, r, a),
    };

    static double Outer(Op op, double r, double x) => op switch
    {
        Op.Neg => -1,
        Op.Abs => x > 0 ? 1 : x < 0 ? -1 : 0,
        Op.Sqrt => 1 / (2 * Math.Sqrt(x)),
        Op.Exp => Math.Exp(x),
        Op.Exp2 => Math.Pow(2, x) * Math.Log(2),
        Op.ExpM1 => Math.Exp(x),
        Op.Log => 1 / x,
        Op.Log2 => 1 / (x * Math.Log(2)),
        Op.Log1P => 1 / (1 + x),
        Op.Sin => Math.Cos(x),
        Op.Cos => -Math.Sin(x),
        Op.Tanh => 1 / (Math.Cosh(x) * Math.Cosh(x)),
        Op.Sinh => Math.Cosh(x),
        Op.Cosh => Math.Sinh(x),
        Op.Atan => 1 / (1 + x * x),
        Op.Erf => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x),
        Op.Erfc => -2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x),
        Op.Sigmoid => Logistic(x) * Logistic(-x),
        Op.LogSigmoid => Logistic(-x),
        Op.Softplus => Logistic(x),
        Op.NormalCdf => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI),
        Op.LogisticPdf => r * (Logistic(-x) - Logistic(x)),
        Op.NormalPdf => -x * r,
        Op.TanhSoftplus => Logistic(x) * (1 - r * r),
        // With T = tanh(softplus): T' = σ(1 - T²), so T'' = σ(1-σ)(1 - T²) - 2σT·T'.
        Op.TanhSoftplusSlope when Math.Tanh(Math.Log(1 + Math.Exp(x))) is var t
            => Logistic(x) * Logistic(-x) * (1 - t * t) - 2 * Logistic(x) * t * r,
        _ => throw new NotSupportedException($"{op} has no dual."),
    };

    static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
