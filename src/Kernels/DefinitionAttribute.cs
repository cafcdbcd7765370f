using System.ComponentModel;

namespace Kernels;

/// <summary>
/// One definition of an assembly as text: its names, promises and formula. Written by the generator, so that assemblies
/// that reference this one can inline the formula, emit it for other targets, and verify it.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DefinitionAttribute(string text) : Attribute
{
    /// <summary>The definition in the versioned text form of the IR.</summary>
    public string Text { get; } = text;
}
