namespace Kernels;

/// <summary>Which of the two halves of a gated unit goes through the activation; the other multiplies it.</summary>
public enum GatedHalf
{
    /// <summary>The second, as in PyTorch's, Keras's and JAX's glu: a·f(b).</summary>
    Second,

    /// <summary>The first, as in Transformer Engine's and in most language models: f(a)·b.</summary>
    First,
}
