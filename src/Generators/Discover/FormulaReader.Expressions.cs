// Expressions of a definition.
using Kernels.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Kernels.Generators.Discover;

using Scope = Dictionary<ISymbol, Expr>;

internal sealed partial class FormulaReader
{
    int depth;

    Expr Value(IOperation operation, Scope scope)
    {
        depth++;
        Visit(operation);
        var value = operation.ConstantValue is { HasValue: true, Value: { } constant }
            ? Constant(operation, constant)
            : Compute(operation, scope);
        if (value.Depth > Budget.Depth)
            throw Fail(Descriptors.TooLarge, operation, $"{Budget.Depth} levels of nesting", Budget.Split);
        depth--;
        Readings.Add(new(operation.Syntax, value));
        return value;
    }

    Expr Compute(IOperation operation, Scope scope) => operation switch
    {
        IParameterReferenceOperation parameter => Known(parameter.Parameter, operation, scope),
        ILocalReferenceOperation local => Known(local.Local, operation, scope),
        ITupleOperation tuple when Result is { } result => Value(tuple.Elements[result], scope),
        IConversionOperation { OperatorMethod: null, Type.IsTupleType: true } same when Result is not null
            => Value(same.Operand, scope),
        // A tuple is what is returned, and nothing to choose by.
        ISwitchExpressionOperation { Value.Type.IsTupleType: true }
            or IIsPatternOperation { Value.Type.IsTupleType: true }
            => throw Refuse(operation),
        IConversionOperation
        {
            OperatorMethod: null,
            Operand.Type.SpecialType: SpecialType.System_Double,
            Type.SpecialType: SpecialType.System_Double
        } same
            => Value(same.Operand, scope),
        IConversionOperation { OperatorMethod: null, Type.SpecialType: SpecialType.System_Double } whole
            when IsInteger(whole.Operand)
            => Value(whole.Operand, scope),
        IBinaryOperation { IsLifted: false, OperatorMethod: null } whole
            when IsInteger(whole.LeftOperand) && IsInteger(whole.RightOperand)
            => whole.OperatorKind is >= BinaryOperatorKind.Equals and <= BinaryOperatorKind.GreaterThan
                ? Binary(whole, whole.OperatorKind, null, Value(whole.LeftOperand, scope),
                    Value(whole.RightOperand, scope))
                : throw Fail(Descriptors.Unsupported, whole, "arithmetic of whole numbers",
                    "convert them first, as in '(double)label + 1'"),
        // C# types "x > 0 ? 1 : 0" as int and converts the choice; the constants that
        // are chosen between become doubles themselves.
        IConversionOperation
        {
            OperatorMethod: null,
            Operand: IConditionalOperation or ISwitchExpressionOperation,
            Type.SpecialType: SpecialType.System_Double
        } choice
            => Value(choice.Operand, scope),
        IUnaryOperation { IsLifted: false } unary when IsOurs(unary.OperatorMethod) && IsNumberOrMask(unary)
            => Unary(unary, Value(unary.Operand, scope)),
        IBinaryOperation { IsLifted: false } binary when IsOurs(binary.OperatorMethod)
            && IsNumberOrMask(binary.LeftOperand) && IsNumberOrMask(binary.RightOperand)
            => Binary(binary, binary.OperatorKind, binary.LeftOperand.Type, Value(binary.LeftOperand, scope),
                Value(binary.RightOperand, scope)),
        IConditionalOperation { WhenFalse: { } whenFalse, IsRef: false } choice
            => pool.Select(Value(choice.Condition, scope), Value(choice.WhenTrue, scope), Value(whenFalse, scope)),
        ISwitchExpressionOperation choice => Switch(choice, scope),
        IIsPatternOperation test => Matches(test.Pattern, Value(test.Value, scope), scope),
        IInvocationOperation call => Call(call, scope),
        _ => throw Refuse(operation),
    };

    Expr Constant(IOperation operation, object constant)
    {
        foreach (var division in operation.DescendantsAndSelf().OfType<IBinaryOperation>())
            if (division.OperatorKind == BinaryOperatorKind.Divide
                && division is
                {
                    ConstantValue.Value: not (double or float or decimal),
                    LeftOperand.ConstantValue.Value: { } a,
                    RightOperand.ConstantValue.Value: { } b
                }
                && Convert.ToDouble(a) / Convert.ToDouble(b) is var exact && exact != Math.Floor(exact))
                throw Fail(Descriptors.IntegerDivision, division, division.Syntax.ToString());
        return constant switch
        {
            bool value => pool.Constant(value ? 1 : 0),
            double or float or int or uint or long or ulong or short or ushort or byte or sbyte
                => pool.Constant(Convert.ToDouble(constant)),
            _ => throw Fail(Descriptors.Unsupported, operation,
                $"a constant of type {operation.Type?.ToDisplayString()}", "write it as a double"),
        };
    }

    Expr Known(ISymbol symbol, IOperation operation, Scope scope)
        => scope.TryGetValue(symbol, out var value) ? value : throw Refuse(operation);

    static bool IsNumberOrMask(IOperation operation)
        => operation.ConstantValue.HasValue
            || operation.Type?.SpecialType is SpecialType.System_Double or SpecialType.System_Boolean
            || IsRow(operation.Type);

    /// <summary>A class or the number of a column, or a constant beside it.</summary>
    static bool IsInteger(IOperation operation)
        => operation.Type?.SpecialType == SpecialType.System_Int32
            && operation
                is IParameterReferenceOperation or ILocalReferenceOperation or IBinaryOperation or ILiteralOperation
                    or IUnaryOperation { ConstantValue.HasValue: true }
                    or IFieldReferenceOperation { ConstantValue.HasValue: true };

    /// <summary>The operators of numbers, and those of rows, which are the same element by element.</summary>
    static bool IsOurs(IMethodSymbol? method) => method is null || IsRow(method.ContainingType);

    static bool IsRow(ITypeSymbol? type) => RowSignature.IsRow(type) || RowSignature.IsMask(type);

    Expr Unary(IUnaryOperation operation, Expr operand) => operation.OperatorKind switch
    {
        UnaryOperatorKind.Minus => -operand,
        UnaryOperatorKind.Plus => operand,
        UnaryOperatorKind.Not => pool.Apply(Op.Not, operand),
        _ => throw Refuse(operation),
    };

    /// <param name="type">The type of the operands.</param>
    Expr Binary(IOperation operation, BinaryOperatorKind kind, ITypeSymbol? type, Expr a, Expr b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.LessThan => a < b,
        BinaryOperatorKind.LessThanOrEqual => a <= b,
        BinaryOperatorKind.GreaterThan => a > b,
        BinaryOperatorKind.GreaterThanOrEqual => a >= b,
        BinaryOperatorKind.Equals => Equal(type, a, b),
        BinaryOperatorKind.NotEquals => pool.Apply(Op.Not, Equal(type, a, b)),
        BinaryOperatorKind.ExclusiveOr => pool.Apply(Op.Not, Equal(type, a, b)),
        BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And => pool.Apply(Op.And, a, b),
        BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or => pool.Apply(Op.Or, a, b),
        _ => throw Refuse(operation),
    };

    /// <summary>Masks are compared by logic, because a lane that is all ones is not a number.</summary>
    Expr Equal(ITypeSymbol? type, Expr a, Expr b)
        => type?.SpecialType != SpecialType.System_Boolean ? pool.Apply(Op.Eq, a, b)
            : pool.Apply(Op.Or, pool.Apply(Op.And, a, b),
                pool.Apply(Op.And, pool.Apply(Op.Not, a), pool.Apply(Op.Not, b)));

    /// <summary>
    /// Arms from the last to the first. What no arm matches is NaN: only NaN can slip through complete comparisons.
    /// </summary>
    Expr Switch(ISwitchExpressionOperation choice, Scope scope)
    {
        var subject = Value(choice.Value, scope);
        var result = pool.Constant(double.NaN);
        foreach (var arm in choice.Arms.Reverse())
        {
            var inner = new Scope(scope, SymbolEqualityComparer.Default);
            var matches = Matches(arm.Pattern, subject, inner);
            if (arm.Guard is { } guard) matches = And(matches, Value(guard, inner));
            var value = Value(arm.Value, inner);
            result = matches.IsConstant
                ? (matches.Constant != 0 ? value : result)
                : pool.Select(matches, value, result);
        }
        return result;
    }

    Expr Matches(IPatternOperation pattern, Expr subject, Scope scope)
    {
        Visit(pattern);
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return pool.Constant(1);
            case IDeclarationPatternOperation { MatchesNull: true } var:
                if (var.DeclaredSymbol is { } symbol) scope[symbol] = subject;
                return pool.Constant(1);
            case IConstantPatternOperation constant:
                // The pattern NaN matches NaN, which no comparison does.
                return constant.Value.ConstantValue.Value is double.NaN
                    ? pool.Apply(Op.Not, pool.Apply(Op.Eq, subject, subject))
                    : Equal(constant.Value.Type, subject, Value(constant.Value, scope));
            case IRelationalPatternOperation relation:
                return Binary(relation, relation.OperatorKind, relation.Value.Type, subject,
                    Value(relation.Value, scope));
            case INegatedPatternOperation negated:
                return pool.Apply(Op.Not, Matches(negated.Pattern, subject, scope));
            case IBinaryPatternOperation both:
                var (left, right) =
                    (Matches(both.LeftPattern, subject, scope), Matches(both.RightPattern, subject, scope));
                return both.OperatorKind == BinaryOperatorKind.And ? And(left, right) : pool.Apply(Op.Or, left, right);
            default:
                throw Fail(Descriptors.Unsupported, pattern, "this pattern",
                    "compare with constants, as in '> 0' or '>= -1 and < 1'");
        }
    }

    Expr And(Expr a, Expr b) => a.Is(1) ? b : b.Is(1) ? a : pool.Apply(Op.And, a, b);
}
