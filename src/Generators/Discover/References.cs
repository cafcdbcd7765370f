// Definitions that an assembly carries as text, one attribute each; and which of them are to have GPU kernels here.
using Kernels.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Discover;

internal static class References
{
    public const string DefinitionAttribute = "Kernels.DefinitionAttribute";
    public const string GpuKernelsForAttribute = "Kernels.Gpu.GpuKernelsForAttribute";

    /// <exception cref="FormatException">An attribute holds text of another version.</exception>
    public static IEnumerable<Definition> DefinitionsOf(IAssemblySymbol assembly)
        => assembly.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.ToDisplayString() == DefinitionAttribute
                && attribute.ConstructorArguments.Length == 1)
            .Select(attribute => Definition.Read(attribute.ConstructorArguments[0].Value as string ?? ""));

    /// <summary>
    /// Public definitions of the assemblies that the attributes name by a type; what cannot be read is left out.
    /// </summary>
    public static EquatableArray<ActivationModel> ForGpu(
        IEnumerable<AttributeData> attributes, CancellationToken cancellation)
    {
        var models = new List<ActivationModel>();
        foreach (var assembly in attributes.Select(Named).OfType<IAssemblySymbol>()
            .Distinct<IAssemblySymbol>(SymbolEqualityComparer.Default))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Unreadable(assembly) is not null) continue;
            foreach (var definition in DefinitionsOf(assembly).Where(definition => definition.IsPublic))
                if (Find(assembly, definition.FullName) is { } type) models.Add(Names.Model(type, definition));
        }
        return models.ToEquatable();
    }

    /// <summary>What is wrong with an attribute that asks for GPU kernels, or null.</summary>
    public static Problem? Check(AttributeData attribute, CancellationToken cancellation)
        => attribute.AttributeClass?.ToDisplayString() == GpuKernelsForAttribute && Named(attribute) is { } assembly
            && Unreadable(assembly) is { } reason
            ? new(Descriptors.UnreadableDefinition,
                attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation(), assembly.Name, reason)
            : null;

    static IAssemblySymbol? Named(AttributeData attribute)
        => (attribute.ConstructorArguments.FirstOrDefault().Value as INamedTypeSymbol)?.ContainingAssembly;

    static string? Unreadable(IAssemblySymbol assembly)
    {
        try
        {
            // All are read, not only the first public one.
            return DefinitionsOf(assembly).Count(definition => definition.IsPublic) > 0
                ? null
                : "it has no public definition";
        }
        catch (FormatException e)
        {
            return e.Message;
        }
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
