// Switch statements: a section is chosen where one of its cases matches and none before it does, so they are read from
// the last to the first, beginning with the default.
using Kernels.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Kernels.Generators.Discover;

using Scope = Dictionary<ISymbol, Expr>;

internal sealed partial class FormulaReader
{
    /// <summary>
    /// A section returns: each is read with everything after the switch, and the values are chosen between.
    /// </summary>
    Expr? Branch(ISwitchOperation choice, Stack<IOperation> rest, Scope scope)
    {
        var subject = Value(choice.Value, scope);
        var result = Run([.. Default(choice), .. rest], new Scope(scope, SymbolEqualityComparer.Default));
        foreach (var section in choice.Cases.Reverse())
        {
            var inner = new Scope(scope, SymbolEqualityComparer.Default);
            var matches = Matches(section, subject, inner);
            if (matches.Is(0)) continue;
            var value = Run([.. Statements(section), .. rest], inner);
            result = value is null || result is null ? null : pool.Select(matches, value, result);
        }
        return result;
    }

    /// <summary>No section returns: each local is chosen between what the sections left in it.</summary>
    void Merge(ISwitchOperation choice, Scope scope)
    {
        var subject = Value(choice.Value, scope);
        var result = new Scope(scope, SymbolEqualityComparer.Default);
        Run(Default(choice), result);
        foreach (var section in choice.Cases.Reverse())
        {
            var inner = new Scope(scope, SymbolEqualityComparer.Default);
            var matches = Matches(section, subject, inner);
            if (matches.Is(0)) continue;
            Run(Statements(section), inner);
            Join(result, matches, inner, result);
        }
        Join(scope, pool.Constant(1), result, result);
    }

    Expr Matches(ISwitchCaseOperation section, Expr subject, Scope scope)
        => section.Clauses.Aggregate(pool.Constant(0), (any, clause) => clause switch
        {
            IDefaultCaseClauseOperation => any,
            ISingleValueCaseClauseOperation single
                => pool.Apply(Op.Or, any, Equal(single.Value.Type, subject, Value(single.Value, scope))),
            IPatternCaseClauseOperation { Guard: { } guard } pattern
                => pool.Apply(Op.Or, any, And(Matches(pattern.Pattern, subject, scope), Value(guard, scope))),
            IPatternCaseClauseOperation pattern => pool.Apply(Op.Or, any, Matches(pattern.Pattern, subject, scope)),
            _ => throw Fail(Descriptors.Unsupported, clause, "this case", "compare with constants, as in 'case > 0:'"),
        });

    static IEnumerable<IOperation> Default(ISwitchOperation choice)
        => choice.Cases.Where(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation))
            .SelectMany(Statements);

    /// <summary>Without the break that ends them.</summary>
    static IEnumerable<IOperation> Statements(ISwitchCaseOperation section)
    {
        var statements = section.Body.SelectMany(
            operation => operation is IBlockOperation block ? block.Operations.AsEnumerable() : [operation]).ToArray();
        return statements.LastOrDefault() is IBranchOperation { BranchKind: BranchKind.Break }
            ? statements.Take(statements.Length - 1)
            : statements;
    }
}
