// Definitions that an assembly carries as text, one attribute each.
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Discover;

internal static class References
{
    public const string DefinitionAttribute = "Kernels.DefinitionAttribute";

    /// <exception cref="FormatException">An attribute holds text of another version.</exception>
    public static IEnumerable<Definition> DefinitionsOf(IAssemblySymbol assembly)
        => assembly.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.ToDisplayString() == DefinitionAttribute && attribute.ConstructorArguments.Length == 1)
            .Select(attribute => Definition.Read(attribute.ConstructorArguments[0].Value as string ?? ""));
}
