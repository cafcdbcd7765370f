// From a name on the command line to a type argument: so that a network is generic in its activation, and its kernels
// are bound when it is compiled.
using Kernels;
using Kernels.Activations;

namespace Samples.Layers;

/// <summary>What is done with an activation that is chosen by name.</summary>
public interface IActivationUse<out TResult>
{
    /// <summary>Does it.</summary>
    TResult With<TActivation>() where TActivation : IActivation;
}

/// <summary>The activations that every sample runs with.</summary>
public static class Activations
{
    abstract class Choice
    {
        public abstract TResult Use<TResult>(IActivationUse<TResult> use);
    }

    sealed class Choice<TActivation> : Choice where TActivation : IActivation
    {
        public override TResult Use<TResult>(IActivationUse<TResult> use) => use.With<TActivation>();
    }

    static readonly Dictionary<string, Choice> Choices = new()
    {
        ["relu"] = new Choice<Relu>(),
        ["leaky-relu"] = new Choice<LeakyRelu>(),
        ["tanh"] = new Choice<Tanh>(),
        ["sigmoid"] = new Choice<Sigmoid>(),
        ["gelu"] = new Choice<Gelu>(),
        ["silu"] = new Choice<Silu>(),
        ["selu"] = new Choice<Selu>(),
        ["mish"] = new Choice<Mish>(),
    };

    /// <summary>Their names.</summary>
    public static string[] Names => [.. Choices.Keys];

    /// <summary>Does something with the activation of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static TResult Use<TResult>(string name, IActivationUse<TResult> use)
        => Choices.TryGetValue(name, out var choice) ? choice.Use(use)
            : throw new ArgumentException($"'{name}' is none of {string.Join(", ", Names)}.", nameof(name));
}
