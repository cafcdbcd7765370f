// Which inputs get a gradient: not those that are stopped or only compared, a target or a label,
// whose derivative is 0 everywhere.
namespace Kernels.Optimise;

internal static class Followed
{
    /// <summary>Where the derivative by every input is 0, or there are none, all get one.</summary>
    /// <param name="functions">Of each result the value, then its derivative by each input.</param>
    public static EquatableArray<int> Of(IEnumerable<Body> functions, int inputs)
    {
        var all = Enumerable.Range(0, inputs).ToArray();
        var pool = new ExprPool();
        var outputs = functions.Select(function => function.Load(pool)).ToArray();
        var followed = all.Where(
            input => outputs.Any(function => function.Length > input + 1 && !function[input + 1].Is(0))).ToArray();
        return (followed.Length > 0 ? followed : all).ToEquatable();
    }
}
