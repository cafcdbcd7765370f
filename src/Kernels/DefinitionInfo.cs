namespace Kernels;

/// <summary>What is known of every definition, of elements or over rows.</summary>
/// <typeparam name="TKernel">What is known of one generated member.</typeparam>
public abstract record DefinitionInfo<TKernel> where TKernel : MemberInfo
{
    /// <summary>The name of the type.</summary>
    public required string Name { get; init; }

    /// <summary>Namespace, enclosing types and name, with dots.</summary>
    public required string FullName { get; init; }

    /// <summary>The formula as written.</summary>
    public required string Formula { get; init; }

    /// <summary>The hyperparameters and trainable scalars, in the order of the definition.</summary>
    public required IReadOnlyList<ParameterInfo> Parameters { get; init; }

    /// <summary>The lanes in which the kernels compute.</summary>
    public required Accuracy Accuracy { get; init; }

    /// <summary>The definition in the text form of the IR.</summary>
    public required string Ir { get; init; }

    /// <summary>The generated members.</summary>
    public required IReadOnlyList<TKernel> Kernels { get; init; }

    /// <summary>The member of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; not every definition has BackwardFromOutput.</exception>
    public TKernel this[string kernel]
        => Kernels.FirstOrDefault(candidate => candidate.Name == kernel)
            ?? throw new KeyNotFoundException($"{Name} has no kernel {kernel}.");

    /// <inheritdoc/>
    public sealed override string ToString() => $"{Name}: {Formula}";
}

/// <summary>What is known of every generated member.</summary>
/// <param name="Name">The name of the member; with Accumulate behind it, where the destinations are added to.</param>
/// <param name="Operations">Primitive operations for each element.</param>
public abstract record MemberInfo(string Name, int Operations)
{
    /// <summary>Whether the destinations are added to.</summary>
    public bool Accumulates => Name.EndsWith("Accumulate", StringComparison.Ordinal);
}
