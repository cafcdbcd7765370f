// Reads the body of Forward as an expression: statements here, expressions in FormulaReader.Expressions.cs, calls in
// FormulaReader.Calls.cs. It executes the method symbolically: a local is the expression last assigned to it, an if
// becomes a choice between what its branches return or assign.
using Kernels.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Kernels.Generators.Discover;

using Scope = Dictionary<ISymbol, Expr>;

internal sealed partial class FormulaReader(ExprPool pool, Compilation compilation, CancellationToken cancellation)
{
    public List<Problem> Problems { get; } = [];

    public List<Reading> Readings { get; } = [];

    /// <summary>Which element of a tuple is read; null where the method returns none.</summary>
    public int? Result { get; init; }

    int visits;

    /// <summary>
    /// Thrown when a place cannot be read: the problem is recorded, and the definition yields nothing.
    /// </summary>
    sealed class Unreadable : Exception;

    /// <summary>The value of the method for the given arguments, or null where a problem was recorded.</summary>
    public Expr? TryRead(IMethodSymbol method, IReadOnlyList<Expr> arguments)
    {
        try
        {
            return Inline(method, arguments, null);
        }
        catch (Unreadable)
        {
            return null;
        }
    }

    /// <summary>Runs statements in order. Null where they end without returning.</summary>
    Expr? Run(IEnumerable<IOperation> statements, Scope scope)
    {
        depth++;
        var value = RunAll(statements, scope);
        depth--;
        return value;
    }

    Expr? RunAll(IEnumerable<IOperation> statements, Scope scope)
    {
        var rest = new Stack<IOperation>(statements.Reverse());
        while (rest.Count > 0)
        {
            var statement = rest.Pop();
            Visit(statement);
            switch (statement)
            {
                case IBlockOperation block:
                    foreach (var inner in block.Operations.Reverse()) rest.Push(inner);
                    break;
                case IVariableDeclarationGroupOperation group:
                    Declare(group, scope);
                    break;
                case IExpressionStatementOperation { Operation: IAssignmentOperation assignment }:
                    Assign(assignment, scope);
                    break;
                case IReturnOperation { ReturnedValue: { } value }:
                    return Value(value, scope);
                case IConditionalOperation choice when Returns(choice):
                    return Branch(choice, rest, scope);
                case IConditionalOperation choice:
                    Merge(choice, scope);
                    break;
                case ISwitchOperation choice when Returns(choice):
                    return Branch(choice, rest, scope);
                case ISwitchOperation choice:
                    Merge(choice, scope);
                    break;
                case IEmptyOperation:
                    break;
                default:
                    throw Refuse(statement);
            }
        }
        return null;
    }

    void Declare(IVariableDeclarationGroupOperation group, Scope scope)
    {
        foreach (var declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            if (declarator.Symbol.IsRef)
                throw Fail(Descriptors.Unsupported, declarator, "a ref local", "use a plain local");
            if ((declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)
                is { } initializer)
                scope[declarator.Symbol] = Value(initializer.Value, scope);
        }
    }

    void Assign(IAssignmentOperation assignment, Scope scope)
    {
        var symbol = assignment.Target switch
        {
            ILocalReferenceOperation local => (ISymbol)local.Local,
            IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter => parameter.Parameter,
            _ => throw Fail(Descriptors.Unsupported, assignment, "an assignment to anything but a local",
                "a definition has no effects"),
        };
        scope[symbol] = assignment switch
        {
            ISimpleAssignmentOperation { IsRef: false } simple => Value(simple.Value, scope),
            ICompoundAssignmentOperation compound when IsOurs(compound.OperatorMethod)
                => Binary(compound, compound.OperatorKind, compound.Target.Type, Value(compound.Target, scope),
                    Value(compound.Value, scope)),
            _ => throw Refuse(assignment),
        };
    }

    /// <summary>A branch returns: each is read with everything after it, and the values are chosen between.</summary>
    Expr? Branch(IConditionalOperation choice, Stack<IOperation> rest, Scope scope)
    {
        var condition = Value(choice.Condition, scope);
        var whenTrue = Run([choice.WhenTrue, .. rest], new Scope(scope, SymbolEqualityComparer.Default));
        var whenFalse = Run(choice.WhenFalse is { } otherwise ? [otherwise, .. rest] : rest,
            new Scope(scope, SymbolEqualityComparer.Default));
        return whenTrue is null || whenFalse is null ? null : pool.Select(condition, whenTrue, whenFalse);
    }

    /// <summary>No branch returns: each local is chosen between what the branches left in it.</summary>
    void Merge(IConditionalOperation choice, Scope scope)
    {
        var condition = Value(choice.Condition, scope);
        var (left, right) =
            (new Scope(scope, SymbolEqualityComparer.Default), new Scope(scope, SymbolEqualityComparer.Default));
        Run([choice.WhenTrue], left);
        if (choice.WhenFalse is { } otherwise) Run([otherwise], right);
        Join(scope, condition, left, right);
    }

    /// <summary>What has a value on both sides has one after them.</summary>
    void Join(Scope scope, Expr condition, Scope left, Scope right)
    {
        foreach (var symbol in left.Keys.Concat(right.Keys)
            .Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>().ToArray())
            if (left.TryGetValue(symbol, out var a) & right.TryGetValue(symbol, out var b))
                scope[symbol] = a == b ? a! : pool.Select(condition, a!, b!);
    }

    static bool Returns(IOperation operation) => operation.Descendants().Any(inner => inner is IReturnOperation);

    void Visit(IOperation operation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (depth > Budget.Depth)
            throw Fail(Descriptors.TooLarge, operation, $"{Budget.Depth} levels of nesting", Budget.Split);
        if (++visits > Budget.Visits || pool.Count > Budget.Nodes)
            throw Fail(Descriptors.TooLarge, operation, $"{Budget.Nodes} operations", Budget.Split);
    }

    Unreadable Fail(DiagnosticDescriptor descriptor, IOperation where, params object[] arguments)
        => Fail(descriptor, where.Syntax.GetLocation(), arguments);

    Unreadable Fail(DiagnosticDescriptor descriptor, Location where, params object[] arguments)
    {
        Problems.Add(new(descriptor, where, arguments));
        return new();
    }

    Unreadable Refuse(IOperation operation)
    {
        // What the compiler could not bind it reports itself.
        if (operation.DescendantsAndSelf().Any(inner => inner is IInvalidOperation)) return new();
        var (what, remedy) = Refusals.Of(operation);
        return Fail(Descriptors.Unsupported, operation, what, remedy);
    }
}
