// Names as generated code must spell them: escaped where they are keywords, qualified from global::, unique as files.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kernels.Generators.Discover;

internal static class Names
{
    static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>A hint name becomes the name of a file where generated files are written out.</summary>
    const int LongestName = 120;

    public static ActivationModel Model(INamedTypeSymbol type, Definition definition) => new(
        type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(
            Qualified.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)),
        DefinitionReader.Around(type).Reverse()
            .Select(outer => $"partial {Keyword(outer)} {Escape(outer.Name)}").ToEquatable(),
        Escape(type.Name),
        type.ToDisplayString(Qualified),
        HintName(type),
        definition.Inputs.Select(Escape).ToEquatable(),
        definition.Parameters.Select(p => Escape(p.Name)).ToEquatable(),
        definition)
    {
        Results = definition.Results.Select(Escape).ToEquatable(),
    };

    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None
            || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A namespace from any text: a project may be called "my-app.1st".</summary>
    public static string Namespace(string name)
    {
        var parts = name.Split('.')
            .Select(part => new string(part.Select(c => char.IsLetterOrDigit(c) || c == '_' ? c : '_').ToArray()));
        return string.Join(".",
            parts.Select(part => part.Length == 0 || char.IsDigit(part[0]) ? "_" + part : Escape(part)));
    }

    static string Keyword(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };

    /// <summary>
    /// Nesting is a '+', so A.B_C, A_B.C and A+B.C differ. Hint names are compared without case and allow few
    /// characters, so a hash of the exact spelling keeps apart what those rules would merge.
    /// </summary>
    public static string HintName(INamedTypeSymbol type)
    {
        var name = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString() + ".";
        name += string.Join("+", DefinitionReader.Around(type).Reverse().Append(type).Select(t => t.MetadataName));
        var safe =
            new string(name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '+' or '-' ? c : '_').ToArray());
        return $"{(safe.Length > LongestName ? safe.Substring(0, LongestName) : safe)}-{Fnv1A(name):x8}";
    }

    static uint Fnv1A(string text) => text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u));
}
