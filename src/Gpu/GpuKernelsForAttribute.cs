namespace Kernels.Gpu;

/// <summary>
/// Generates GPU kernels, in this assembly, for the public definitions of another assembly that was built without
/// Kernels.Gpu. An assembly that references Kernels.Gpu has them for its own definitions anyway.
/// </summary>
/// <param name="marker">Any type of the other assembly.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class GpuKernelsForAttribute(Type marker) : Attribute
{
    /// <summary>A type of the assembly that holds the definitions.</summary>
    public Type Marker { get; } = marker;
}
