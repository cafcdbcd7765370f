// The limits that keep every later stage quick and its recursion shallow.
namespace Kernels.Generators.Discover;

internal static class Budget
{
    public const int Nodes = 2_000;
    public const int Depth = 200;

    /// <summary>
    /// Exponentials, logarithms and their kin: each becomes thirty operations in every kernel,
    /// and C# compilers are slow beyond thousands of locals.
    /// </summary>
    public const int Functions = 32;

    /// <summary>
    /// Each has 16 KB of terms while gradients are summed, and a result of its own in a device kernel.
    /// </summary>
    public const int Trainables = 32;

    /// <summary>Each is a loop's pointer in every member, and as many again in Backward.</summary>
    public const int Results = 8;

    /// <summary>Of syntax, parentheses included.</summary>
    public const int Nesting = 2 * Depth;

    /// <summary>
    /// Statements and expressions visited, inlined calls included: what a hostile chain of calls runs into first.
    /// </summary>
    public const int Visits = 20_000;
    public const int NestedCalls = 64;

    /// <summary>
    /// What helps where a formula is too long; and where it learns too much, for a quotient cannot be split.
    /// </summary>
    public const string Split = "split it into several activations", Apart = "make the others definitions of their own",
        Share = "make the others inputs, '[PerColumn] double weight' without a default value, "
            + "of which there may be any number";
}
