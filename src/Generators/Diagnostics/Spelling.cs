// A stable form as the C# that a person would write in its place: what it has of the original keeps its text there.
using Kernels.Generators.Discover;
using Kernels.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kernels.Generators.Diagnostics;

/// <param name="method">Only what was read in it can be quoted in it.</param>
/// <param name="original">What the expression consisted of.</param>
/// <param name="prefix">Before the words of the vocabulary.</param>
internal sealed class Spelling(
    IReadOnlyList<Reading> readings, SyntaxNode method, IReadOnlyList<Expr> original, string prefix)
{
    /// <summary>
    /// Null where it has something that is not to be written: a name of the
    /// compiler's own, a constant that nobody wrote.
    /// </summary>
    public string? Of(Expr stable, SyntaxNode place)
    {
        if (Text(stable, stable) is not var (text, precedence)) return null;
        var isAlone = place.Parent is not ExpressionSyntax or ParenthesizedExpressionSyntax;
        var isProductForProduct = precedence == 3 && place is BinaryExpressionSyntax { OperatorToken.Text: "*" or "/" };
        return precedence == 5 || isAlone || isProductForProduct ? text : $"({text})";
    }

    // Precedence: 2 sum, 3 product, 4 sign, 5 atom.
    (string Text, int Precedence)? Text(Expr e, Expr root)
    {
        if (e != root && Quoted(e) is { } quoted) return quoted;
        return e.Op switch
        {
            Op.Constant => e.Constant is 1 or 2 || original.Contains(e)
                ? (Literal.Double(e.Constant), e.Constant < 0 ? 4 : 5)
                : null,
            Op.Neg when Text(e[0], root) is var (text, precedence) => ($"-{(precedence < 5 ? $"({text})" : text)}", 4),
            Op.Add => Infix(e, " + ", 2, root),
            Op.Sub => Infix(e, " - ", 2, root),
            Op.Mul => Infix(e, " * ", 3, root),
            Op.Div => Infix(e, " / ", 3, root),
            _ when e.Op.Function() is { Arity: 1, Words.Count: > 0 } function && Text(e[0], root) is var (text, _)
                => ($"{prefix}{function.Word}({text})", 5),
            _ => null,
        };
    }

    (string, int)? Infix(Expr e, string symbol, int precedence, Expr root)
        => Text(e[0], root) is var (left, l) && Text(e[1], root) is var (right, r)
            ? ($"{(l < precedence ? $"({left})" : left)}{symbol}{(r <= precedence ? $"({right})" : right)}", precedence)
            : null;

    (string, int)? Quoted(Expr e)
    {
        foreach (var (syntax, value) in readings)
            if (value == e && method.Span.Contains(syntax.Span))
                return (syntax.ToString(), syntax switch
                {
                    BinaryExpressionSyntax { OperatorToken.Text: "*" or "/" } => 3,
                    BinaryExpressionSyntax => 2,
                    PrefixUnaryExpressionSyntax => 4,
                    IdentifierNameSyntax or LiteralExpressionSyntax or InvocationExpressionSyntax
                        or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax => 5,
                    _ => 0,
                });
        return null;
    }
}
