// Expressions as people read them: "x·σ(x)", for documentation, catalogues and messages.
using Kernels.Text;

namespace Kernels.Ir;

internal static class Formula
{
    const int Longest = 400;

    public static string Print(Expr e) => Print(e, ["x"], [], "y");

    /// <param name="inputs">The names of the inputs, by index; likewise <paramref name="parameters"/>.</param>
    public static string Print(
        Expr e, IReadOnlyList<string> inputs, IReadOnlyList<string> parameters, string output = "y")
    {
        var text = new Printer(inputs, parameters, output).Print(e, 0);
        return text.Length <= Longest ? text : text.Substring(0, Longest) + "…";
    }

    sealed class Printer(IReadOnlyList<string> inputs, IReadOnlyList<string> parameters, string output)
    {
        int written;

        // Precedence: 0 condition, 1 comparison, 2 sum, 3 product, 4 sign, 5 atom.
        public string Print(Expr e, int around)
        {
            // A shared DAG may be exponentially long as a tree: past the limit nobody reads on.
            if (++written > Longest) return "…";
            var (text, own) = Text(e);
            return own < around ? "(" + text + ")" : text;
        }

        (string Text, int Precedence) Text(Expr e) => e.Op switch
        {
            Op.Constant => (Literal.Double(e.Constant), e.Constant < 0 ? 4 : 5),
            Op.Input => (e.Index < inputs.Count ? inputs[e.Index] : "x" + e.Index, 5),
            Op.Parameter => (e.Index < parameters.Count ? parameters[e.Index] : "p" + e.Index, 5),
            Op.Output => (output, 5),
            Op.Add => ($"{Print(e[0], 2)} + {Print(e[1], 2)}", 2),
            Op.Sub => ($"{Print(e[0], 2)} - {Print(e[1], 3)}", 2),
            Op.Mul => ($"{Print(e[0], 3)}·{Print(e[1], 3)}", 3),
            Op.Div => ($"{Print(e[0], 3)}/{Print(e[1], 4)}", 3),
            Op.Neg => ($"-{Print(e[0], 4)}", 4),
            Op.Abs => ($"|{Print(e[0], 0)}|", 5),
            Op.Select => ($"{Print(e[0], 1)} ? {Print(e[1], 1)} : {Print(e[2], 0)}", 0),
            Op.Lt => ($"{Print(e[0], 2)} < {Print(e[1], 2)}", 1),
            Op.Le => ($"{Print(e[0], 2)} <= {Print(e[1], 2)}", 1),
            Op.Gt => ($"{Print(e[0], 2)} > {Print(e[1], 2)}", 1),
            Op.Ge => ($"{Print(e[0], 2)} >= {Print(e[1], 2)}", 1),
            Op.Eq => ($"{Print(e[0], 2)} = {Print(e[1], 2)}", 1),
            Op.LogRootSum => ($"log({Print(e[0], 2)} + sqrt({Print(e[1], 2)} + {Print(e[0], 4)}²))", 5),
            Op.ZeroProduct => ($"{Print(e[0], 3)}·{Print(e[1], 3)}", 3),
            Op.Lorentzian => ($"1/(1 + {Print(e[0], 4)}²)", 3),
            Op.SigmoidPlus => Plus(e, "σ({0})", "σ'({0})"),
            Op.NormalCdfPlus => Plus(e, "Φ({0})", "φ({0})"),
            Op.TanhSoftplusPlus => Plus(e, "tanh(softplus({0}))", "(tanh∘softplus)'({0})"),
            Op.TanhSoftplus => ($"tanh(softplus({Print(e[0], 0)}))", 5),
            Op.Sum => ($"Σ({Print(e[0], 0)})", 5),
            Op.RowMax or Op.RowMin => ($"{(e.Op == Op.RowMax ? "max" : "min")}({Print(e[0], 0)})", 5),
            Op.Index => ("index", 5),
            Op.Count => ("n", 5),
            _ => ($"{e.Op.Function()?.Symbol ?? e.Op.Row().Name}({Operands(e)})", 5),
        };

        string Operands(Expr e) => string.Join(", ", e.Arguments.Select(argument => Print(argument, 0)));

        (string, int) Plus(Expr e, string value, string slope)
            => ($"{string.Format(value, Print(e[0], 0))} + {Print(e[1], 3)}·{string.Format(slope, Print(e[0], 0))}", 2);
    }
}
