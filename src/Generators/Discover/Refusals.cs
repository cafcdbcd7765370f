// What people try in a definition that is not mathematics, and what to write instead.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Kernels.Generators.Discover;

internal static class Refusals
{
    public static (string What, string Remedy) Of(IOperation operation) => operation switch
    {
        ILoopOperation => ("a loop", "write the terms out; a kernel has no iteration"),
        IBranchOperation => ("a jump", "return the value, or end a case with its break"),
        IThrowOperation => ("a throw", "return double.NaN where there is no value"),
        ITryOperation => ("a try", "nothing in a definition throws"),
        IAwaitOperation => ("an await", "a definition is plain arithmetic"),
        ILocalFunctionOperation => ("a local function", "make it a static method of the type"),
        IAnonymousFunctionOperation or IDelegateCreationOperation
            => ("a lambda", "make it a static method of the type"),
        IIncrementOrDecrementOperation => ("++ or --", "write x + 1 or x - 1"),
        IPropertyReferenceOperation { Property.IsIndexer: true } =>
            ("an index", "a row is taken as a whole: write one column as Sum(Select(Equal(Index(x), 1), x, 0)), "
                + "and pass neighbours as rows of their own"),
        IPropertyReferenceOperation { Property: { Name: "Columns", ContainingType: { } row } }
            when RowSignature.IsRow(row)
            => ("the property Columns", "write Count(x)"),
        IFieldReferenceOperation or IPropertyReferenceOperation
            => ("a field or property that is not constant", "make it const, or a parameter with a default value"),
        IConversionOperation conversion when IsSign(conversion.Operand) => Sign,
        IBinaryOperation binary when IsSign(binary.LeftOperand) || IsSign(binary.RightOperand) => Sign,
        IConversionOperation { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 }
            => ("a conversion to an integer", "use Floor"),
        IConversionOperation { Operand: IConversionOperation or IPropertyReferenceOperation } outer
            => Of(outer.Operand),
        IConversionOperation conversion
            => ($"a conversion from {Name(conversion.Operand.Type)} to {Name(conversion.Type)}",
                "a definition is in double throughout"),
        IBinaryOperation { OperatorMethod: not null } or IUnaryOperation { OperatorMethod: not null }
            => ("a user-defined operator", "use doubles"),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Remainder }
            => ("the remainder %", "use x - y * Floor(x / y)"),
        ILocalReferenceOperation or IParameterReferenceOperation
            => ("a variable without a value here", "assign it on every path"),
        IArrayCreationOperation or IArrayElementReferenceOperation => ("an array", "use locals"),
        IObjectCreationOperation => ("an object", "use doubles"),
        _ => ($"this ({operation.Kind})", "use + - * /, comparisons, ?:, if, switch, locals and KernelMath"),
    };

    static readonly (string, string) Sign =
        ("Math.Sign, which is an integer and throws for NaN", "call KernelMath.Sign");

    static bool IsSign(IOperation operation)
        => operation is IInvocationOperation { TargetMethod: { Name: "Sign", IsStatic: true } };

    static string Name(ITypeSymbol? type) => type?.ToDisplayString() ?? "nothing";
}
