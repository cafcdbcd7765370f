// The signature of a definition over rows: which parameters are rows, one value a column, one value a row. A definition
// without rows may have the latter too, as bias and scale of an element-wise function.
using Kernels.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Discover;

internal static class RowSignature
{
    const string PerColumnAttribute = "Kernels.PerColumnAttribute", PerRowAttribute = "Kernels.PerRowAttribute";

    public static bool IsRow(ITypeSymbol? type) => type?.ToDisplayString() == "Kernels.Row";

    public static bool IsMask(ITypeSymbol? type) => type?.ToDisplayString() == "Kernels.RowMask";

    public static bool TakesRows(IMethodSymbol forward) => forward.Parameters.Any(parameter => IsRow(parameter.Type));

    public static bool IsOverRows(IMethodSymbol forward)
        => IsRow(forward.ReturnType) || forward.Parameters.Any(parameter
            => IsRow(parameter.Type) || Has(parameter, PerColumnAttribute) || Has(parameter, PerRowAttribute));

    /// <summary>How each input varies; none where the definition is not over rows.</summary>
    public static EquatableArray<Shape> Shapes(IMethodSymbol forward)
        => IsOverRows(forward)
            ? forward.Parameters.Where(parameter => !parameter.HasExplicitDefaultValue).Select(ShapeOf).ToEquatable()
            : new([]);

    /// <summary>Whether an input is a whole number.</summary>
    public static bool IsInteger(IParameterSymbol parameter) => parameter.Type.SpecialType == SpecialType.System_Int32;

    /// <summary>A number made of rows is one a row.</summary>
    public static Shape Value(IMethodSymbol forward)
        => !IsRow(forward.ReturnType) && TakesRows(forward) ? Shape.PerRow : Shape.Element;

    public static void Check(IMethodSymbol forward, List<Problem> problems)
    {
        var hasRows = TakesRows(forward);
        foreach (var parameter in forward.Parameters)
        {
            var isNumber = parameter.Type.SpecialType == SpecialType.System_Double;
            var shape = ShapeOf(parameter);
            var isRight = parameter.RefKind == RefKind.None && !parameter.IsParams && shape switch
            {
                _ when parameter.HasExplicitDefaultValue
                    => isNumber && !Has(parameter, PerColumnAttribute) && !Has(parameter, PerRowAttribute),
                Shape.PerRow => (isNumber || IsInteger(parameter)) && !Has(parameter, PerColumnAttribute),
                _ => hasRows ? IsRow(parameter.Type) : isNumber,
            };
            if (!isRight) problems.Add(new(Descriptors.BadRowParameter, parameter.Locations[0], parameter.Name));
        }
        if (problems.Count == 0 && !forward.Parameters.Any(
            parameter => !parameter.HasExplicitDefaultValue && ShapeOf(parameter) == Shape.Element))
            problems.Add(new(Descriptors.BadRowParameter, forward.Locations[0], forward.Name));
    }

    static Shape ShapeOf(IParameterSymbol parameter)
        => Has(parameter, PerColumnAttribute) ? Shape.PerColumn
            : Has(parameter, PerRowAttribute) ? Shape.PerRow
            : Shape.Element;

    static bool Has(IParameterSymbol parameter, string attribute)
        => parameter.GetAttributes().Any(each => each.AttributeClass?.ToDisplayString() == attribute);
}
