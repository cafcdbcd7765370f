// A formula with variables, written infix: what the table of identities is made of. Parsing only; PatternMatch
// finds and builds.
using Kernels.Text;

namespace Kernels.Stabilise;

/// <param name="Variable">The name of a variable, where <paramref name="Op"/> is null.</param>
internal sealed record Pattern(Op? Op, Pattern[] Arguments, double Constant = 0, char Variable = '\0')
{
    public static Pattern Parse(string text)
    {
        var position = 0;
        var pattern = Sum();
        return position == text.Length ? pattern
            : throw new FormatException($"Unexpected '{text[position]}' in the identity {text}");

        bool Take(char symbol)
        {
            if (position >= text.Length || text[position] != symbol) return false;
            position++;
            return true;
        }

        Pattern Sum()
        {
            var left = Product();
            while (true)
            {
                if (Take('+')) left = new(Ir.Op.Add, [left, Product()]);
                else if (Take('-')) left = new(Ir.Op.Sub, [left, Product()]);
                else return left;
            }
        }

        Pattern Product()
        {
            var left = Signed();
            while (true)
            {
                if (Take('*')) left = new(Ir.Op.Mul, [left, Signed()]);
                else if (Take('/')) left = new(Ir.Op.Div, [left, Signed()]);
                else return left;
            }
        }

        Pattern Signed()
        {
            if (!Take('-')) return Atom();
            var operand = Atom();
            return operand.Op == Ir.Op.Constant
                ? operand with { Constant = -operand.Constant }
                : new(Ir.Op.Neg, [operand]);
        }

        Pattern Atom()
        {
            if (Take('('))
            {
                var inner = Sum();
                return Take(')') ? inner : throw new FormatException($"Missing ) in the identity {text}");
            }
            var start = position;
            while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] == '.'))
                position++;
            var word = text.Substring(start, position - start);
            if (word.Length > 0 && char.IsDigit(word[0])) return new(Ir.Op.Constant, [], Literal.ParseDouble(word));
            if (word.Length == 1) return new(null, [], Variable: word[0]);
            if (!OpTable.TryParse(word, out var op) || !Take('('))
                throw new FormatException($"'{word}' is not an operation, in the identity {text}");
            var arguments = new List<Pattern> { Sum() };
            while (Take(',')) arguments.Add(Sum());
            return Take(')') && arguments.Count == op.Row().Arity
                ? new(op, arguments.ToArray())
                : throw new FormatException($"'{word}' has the wrong arguments, in the identity {text}");
        }
    }
}
