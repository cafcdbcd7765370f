// The second derivatives of a function of n inputs are a symmetric matrix: its upper triangle, row by row, says all.
namespace Kernels.Ir;

internal static class UpperTriangle
{
    public static int Count(int n) => n * (n + 1) / 2;

    /// <summary>Row and column of each entry, in order.</summary>
    public static IEnumerable<(int Row, int Column)> Entries(int n)
    {
        for (var row = 0; row < n; row++)
            for (var column = row; column < n; column++) yield return (row, column);
    }

    /// <summary>Where the entry of that row and column, in either order, stands.</summary>
    public static int Position(int row, int column, int n)
        => row <= column ? row * n - row * (row - 1) / 2 + column - row : Position(column, row, n);
}
