namespace Kernels;

/// <summary>
/// A <see cref="KernelAttribute"/> for activation functions: functions of elements, of which those of one input
/// implement <see cref="IActivation"/>, so that a layer can take them as a type argument.
/// </summary>
[AttributeUsage(AttributeTargets.Struct, Inherited = false)]
public sealed class ActivationAttribute : KernelAttribute;
