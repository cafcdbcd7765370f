// Where a number goes, told by the truth at arguments on the way to infinity.
namespace Kernels.Ir;

internal static class PathLimit
{
    /// <summary>
    /// The limit is where the truth stands still; else it is 0 or infinite, by where the truth goes;
    /// and what goes to and fro, like a sine, has none: null.
    /// </summary>
    public static float? Of(IReadOnlyList<BigFloat> path)
    {
        var last = path.Last();
        if (path.All(truth => truth.ToSingle() == last.ToSingle())) return last.ToSingle();
        // Growing and shrinking towards zero are directions; a change of sign is none.
        int?[] directions = [.. path.Zip(path.Skip(1), Direction).Distinct()];
        return directions.Length > 1 || directions[0] is not (1 or -1) ? null
            : directions[0] == 1 ? last.Sign * float.PositiveInfinity
            : last.Sign * 0f;
    }

    static int? Direction(BigFloat near, BigFloat far)
        => near.Sign * far.Sign < 0 ? null : BigFloat.Abs(far).CompareTo(BigFloat.Abs(near));
}
