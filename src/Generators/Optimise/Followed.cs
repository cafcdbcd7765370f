// Which inputs get a gradient: not those that are stopped or only compared, a target or a label, whose derivative is 0 everywhere.
namespace Kernels.Optimise;

internal static class Followed
{
    /// <summary>Where the derivative by every input is 0, all get one.</summary>
    /// <param name="withPartials">The value, then its derivative by each input.</param>
    public static EquatableArray<int> Of(Body withPartials, int inputs)
    {
        var all = Enumerable.Range(0, inputs).ToArray();
        var partials = withPartials.Load(new ExprPool());
        var followed = all.Where(input => !partials[input + 1].Is(0)).ToArray();
        return (followed.Length > 0 ? followed : all).ToEquatable();
    }
}
