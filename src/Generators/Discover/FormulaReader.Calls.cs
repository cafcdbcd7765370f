// Calls in a definition: the vocabulary, methods that can be inlined, and definitions of referenced assemblies.
using Kernels.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Kernels.Generators.Discover;

using Scope = Dictionary<ISymbol, Expr>;

internal sealed partial class FormulaReader
{
    readonly Stack<IMethodSymbol> inlining = new();

    Expr Call(IInvocationOperation call, Scope scope)
    {
        var method = call.TargetMethod;
        if (!method.IsStatic || method.MethodKind != MethodKind.Ordinary)
            throw Fail(Descriptors.UnknownCall, call, method.ToDisplayString());
        var arguments = call.Arguments
            .OrderBy(argument => argument.Parameter?.Ordinal)
            .Select(argument => argument.Parameter?.RefKind == RefKind.None
                ? Value(argument.Value, scope)
                : throw Fail(Descriptors.UnknownCall, call, method.ToDisplayString()))
            .ToArray();
        var type = method.ContainingType;
        if (Vocabulary.Call(type.ToDisplayString(), method.Name, arguments, pool) is { } value) return value;

        var isDefinition = DefinitionReader.AttributeOf(type) is not null && method.Name == "Forward";
        var isOwn = inlining.Any(outer => SymbolEqualityComparer.Default.Equals(outer.ContainingType, type));
        if (!isDefinition && !isOwn) throw Fail(Descriptors.UnknownCall, call, method.ToDisplayString());
        return method.DeclaringSyntaxReferences.Length > 0
            ? Inline(method, arguments, call)
            : Referenced(type, arguments, call);
    }

    /// <param name="call">Null for Forward itself.</param>
    Expr Inline(IMethodSymbol method, IReadOnlyList<Expr> arguments, IOperation? call)
    {
        method = method.PartialImplementationPart ?? method;
        if (call is not null && inlining.Contains(method, SymbolEqualityComparer.Default))
            throw Fail(Descriptors.Recursion, call, method.Name);
        if (call is not null && inlining.Count >= Budget.NestedCalls)
            throw Fail(Descriptors.TooLarge, call, $"{Budget.NestedCalls} nested calls", Budget.Split);
        var body = Body(method, out var blocks);
        if (body is null || method.IsAsync || method.IsGenericMethod
            || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None))
        {
            if (call is not null) throw Fail(Descriptors.UnknownCall, call, method.ToDisplayString());
            var (what, remedy) = DefinitionReader.NoBody(method);
            throw Fail(Descriptors.NoForward, method.Locations[0], method.ContainingType.Name, what, remedy);
        }

        inlining.Push(method);
        var scope = new Scope(SymbolEqualityComparer.Default);
        for (var i = 0; i < arguments.Count; i++) scope[method.Parameters[i]] = arguments[i];
        var value = Run(blocks, scope)
            ?? throw Fail(Descriptors.Unsupported, body, "a path without a value", "every path must return one");
        inlining.Pop();
        return value;
    }

    /// <summary>The operations of a method that has its source in this compilation.</summary>
    IOperation? Body(IMethodSymbol method, out IEnumerable<IOperation> blocks)
    {
        blocks = [];
        if (method.DeclaringSyntaxReferences.Length == 0) return null;
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree)) return null;
        if (Nesting(syntax) > Budget.Nesting)
            throw Fail(Descriptors.TooLarge, method.Locations[0], $"{Budget.Nesting} levels of nesting", Budget.Split);
        // A definition calls methods of other files: their trees need models of their own.
#pragma warning disable RS1030
        if (compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation)
            is not IMethodBodyOperation body)
            return null;
#pragma warning restore RS1030
        if ((body.BlockBody ?? body.ExpressionBody) is not { } block) return null;
        blocks = [block];
        return body;
    }

    /// <summary>
    /// How deep expressions lie in each other. Roslyn makes operations recursively:
    /// a thousand levels overflow its stack, and take the compiler down.
    /// </summary>
    static int Nesting(SyntaxNode root)
    {
        var (open, deepest) = (new Stack<(SyntaxNode Node, int Depth)>([(root, 0)]), 0);
        while (open.Count > 0)
        {
            var (node, level) = open.Pop();
            deepest = Math.Max(deepest, level);
            foreach (var child in node.ChildNodes())
                open.Push((child, level + (child is ExpressionSyntax or StatementSyntax ? 1 : 0)));
        }
        return deepest;
    }

    /// <summary>A definition compiled into another assembly: its formula is in an attribute there.</summary>
    Expr Referenced(INamedTypeSymbol type, Expr[] arguments, IInvocationOperation call)
    {
        var name = type.ToDisplayString();
        try
        {
            var definition = References.DefinitionsOf(type.ContainingAssembly)
                .FirstOrDefault(candidate => candidate.FullName == name)
                ?? throw new FormatException("there is none");
            if (definition.Inputs.Count + definition.Parameters.Count != arguments.Length)
                throw new FormatException("it has other parameters");
            return definition.Body.Load(pool, instruction => instruction.Op switch
            {
                Op.Input => arguments[instruction.Index],
                Op.Parameter => arguments[definition.Inputs.Count + instruction.Index],
                _ => null,
            })[0];
        }
        catch (FormatException e)
        {
            throw Fail(Descriptors.UnreadableDefinition, call, name, e.Message);
        }
    }
}
