// Where a function has kinks and jumps, found from its values: the places at which the pieces of a quadrature had to be
// halved again and again. The formula would say it too, but not that of a kink under two functions.
using Kernels.Ir;

namespace Kernels.Training;

static class Kinks
{
    /// <summary>Pieces that are this close belong to one kink.</summary>
    const double Apart = 1e-4;

    /// <summary>
    /// Two widths, in which the quadrature's own breaks hide different places; 0 they hide in both. The second reaches
    /// beyond 40.
    /// </summary>
    static readonly double[] Scales = [1, 7.3];

    public static double[] Of(NormalIntegrand derivatives, int count)
    {
        var found = new List<(double X, int Depth)>();
        foreach (var scale in Scales)
        {
            var small = new List<(double Middle, int Depth)>();
            NormalExpectation.Of((z, values) => derivatives(scale * z, values), count, [], small: small);
            found.AddRange(small.Select(piece => (scale * piece.Middle, piece.Depth)));
        }
        found.Sort();
        var kinks = new List<double> { 0 };
        for (var i = 0; i < found.Count;)
        {
            var best = found[i];
            for (var last = found[i].X; i < found.Count && found[i].X - last < Apart; last = found[i++].X)
                if (found[i].Depth > best.Depth) best = found[i];
            kinks.Add(best.X);
        }
        return [.. kinks];
    }
}
