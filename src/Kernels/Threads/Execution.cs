using System.Runtime.CompilerServices;

namespace Kernels;

/// <summary>
/// With which instruction set a kernel runs, and on how many threads: an <see cref="Kernels.Isa"/> alone stands for
/// one thread, <see cref="Kernels.Threads"/> alone stand for the fastest instruction set.
/// </summary>
public readonly ref struct Execution
{
    readonly ref readonly Threads threads;

    /// <summary>One thread.</summary>
    public Execution(Isa isa) => Isa = isa;

    /// <summary>Several threads.</summary>
    public Execution(Isa isa, ref readonly Threads threads)
    {
        Isa = isa;
        this.threads = ref threads;
    }

    /// <summary>The instruction set.</summary>
    public Isa Isa { get; }

    /// <summary>Whether threads have been asked for. Else there are none to read.</summary>
    internal bool IsShared => !Unsafe.IsNullRef(in threads);

    internal ref readonly Threads Threads => ref threads;

    /// <summary>One thread.</summary>
    public static implicit operator Execution(Isa isa) => new(isa);

    /// <summary>The fastest instruction set.</summary>
    public static implicit operator Execution(in Threads threads) => new(Isas.Best, in threads);
}
