// Definitions that an assembly carries as text, one attribute each; and which of them are to have GPU kernels here.
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Discover;

internal static class References
{
    public const string DefinitionAttribute = "Kernels.DefinitionAttribute";
    public const string GpuKernelsForAttribute = "Kernels.Gpu.GpuKernelsForAttribute";

    /// <exception cref="FormatException">An attribute holds text of another version.</exception>
    public static IEnumerable<Definition> DefinitionsOf(IAssemblySymbol assembly)
        => assembly.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.ToDisplayString() == DefinitionAttribute && attribute.ConstructorArguments.Length == 1)
            .Select(attribute => Definition.Read(attribute.ConstructorArguments[0].Value as string ?? ""));

    /// <summary>
    /// Public definitions of the assemblies that the attributes name by a type. What cannot be read or found is left out: the
    /// assembly was built by another version, and this is not the place that its author looks at.
    /// </summary>
    public static EquatableArray<ActivationModel> ForGpu(IEnumerable<AttributeData> attributes, CancellationToken cancellation)
    {
        var models = new List<ActivationModel>();
        foreach (var assembly in attributes.Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value).OfType<INamedTypeSymbol>()
            .Select(marker => marker.ContainingAssembly).Distinct<IAssemblySymbol>(SymbolEqualityComparer.Default))
            foreach (var definition in DefinitionsOf(assembly).Where(definition => definition.IsPublic))
            {
                cancellation.ThrowIfCancellationRequested();
                if (Find(assembly, definition.FullName) is { } type) models.Add(Names.Model(type, definition));
            }
        return models.ToEquatable();
    }

    /// <summary>The type of a name in which dots separate namespaces and enclosing types alike.</summary>
    static INamedTypeSymbol? Find(IAssemblySymbol assembly, string fullName)
    {
        INamespaceOrTypeSymbol? at = assembly.GlobalNamespace;
        foreach (var name in fullName.Split('.').Select(part => part.TrimStart('@')))
            at = at?.GetMembers(name).OfType<INamespaceOrTypeSymbol>().FirstOrDefault();
        return at as INamedTypeSymbol;
    }
}
