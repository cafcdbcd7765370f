// The limits that keep every later stage quick and its recursion shallow.
namespace Kernels.Generators.Discover;

internal static class Budget
{
    public const int Nodes = 2_000;
    public const int Depth = 200;

    /// <summary>Exponentials, logarithms and their kin: each becomes thirty operations in every kernel, and C# compilers are slow beyond thousands of locals.</summary>
    public const int Functions = 32;

    /// <summary>Each has 16 KB of terms on the stack.</summary>
    public const int Trainables = 8;

    /// <summary>Of syntax, parentheses included.</summary>
    public const int Nesting = 2 * Depth;

    /// <summary>Statements and expressions visited, inlined calls included: what a hostile chain of calls runs into first.</summary>
    public const int Visits = 20_000;
    public const int NestedCalls = 64;
}
