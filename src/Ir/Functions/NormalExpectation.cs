// The mean of functions of a standard normal number: composite Gauss-Legendre quadrature, whose pieces are halved until
// two levels agree. Gauss-Hermite quadrature is the wrong tool: with 128 points it has three digits of E f' ² for elu,
// and none at all for the slope of a tanh whose input is large.
namespace Kernels.Ir;

/// <summary>Several functions of z at once: they share the evaluations of what they are made of.</summary>
internal delegate void NormalIntegrand(double z, double[] values);

internal static class NormalExpectation
{
    /// <summary>The normal density beyond is below 2⁻¹⁰⁵.</summary>
    public const double Reach = 12;

    /// <summary>What two levels may differ by, as a part of the integral of the absolute value.</summary>
    public const double Tolerance = 1.0 / (1L << 48);

    /// <summary>A jump is enclosed by halving a piece this often; beyond, its ends are neighbours.</summary>
    const int Deepest = 52;

    /// <summary>No smooth function needs pieces that were halved more often.</summary>
    const int Kinked = 16;

    /// <summary>How many pieces may be halved: 50 for each jump that no break is at.</summary>
    const int MostHalvings = 600;

    static readonly double[] OwnBreaks = [0, 1.5, 3, 4.5, 6, 8, Reach];

    /// <summary>Where the formulas of activations have their kinks, or change fast.</summary>
    static readonly double[] UsualKinks = [0.5, 1, 2, 3, 4, 6, 8, 20];

    /// <summary>The means of <paramref name="count"/> functions.</summary>
    /// <remarks>
    /// Domain: functions that grow slower than e^(z²/4); NaN for one that is not negligible beyond |z| = 12 or has no
    /// value somewhere. Error: 10⁻¹³ of E|g| for functions with jumps, 10⁻¹⁵ for smooth ones between the breaks.
    /// Method: 32-point Gauss-Legendre on [-12, 12] in pieces, compensated sums in one order.
    /// </remarks>
    /// <param name="breaks">Where pieces end beside the method's own breaks: kinks, in z.</param>
    /// <param name="tolerance">What two levels may differ by; infinity where no piece is to be halved.</param>
    /// <param name="small">Gets the middles of the pieces that were halved most, which are at kinks, with how often.
    /// </param>
    public static double[] Of(
        NormalIntegrand integrand, int count, IEnumerable<double> breaks, double tolerance = Tolerance,
        List<(double Middle, int Depth)>? small = null)
    {
        var ends = Ends(breaks);
        var (sizes, pieces) = (new double[count], new double[ends.Length - 1][]);
        for (var i = 0; i < pieces.Length; i++) pieces[i] = Piece(integrand, count, ends[i], ends[i + 1], sizes);
        var (sums, halvings) = (new CompensatedSum[count], MostHalvings);
        for (var i = 0; i < pieces.Length; i++)
            if (double.IsInfinity(tolerance)) AddTo(sums, pieces[i]);
            else Add(ends[i], ends[i + 1], pieces[i], 0);
        var means = new double[count];
        for (var c = 0; c < count; c++)
            means[c] = double.IsInfinity(tolerance) || IsNegligibleBeyond(c) ? sums[c].Value : double.NaN;
        return means;

        void Add(double from, double to, double[] coarse, int depth)
        {
            var middle = 0.5 * (from + to);
            var unused = new double[count];
            var (left, right) =
                (Piece(integrand, count, from, middle, unused), Piece(integrand, count, middle, to, unused));
            if (depth < Deepest && Differs(coarse, left, right) && halvings-- > 0)
            {
                Add(from, middle, left, depth + 1);
                Add(middle, to, right, depth + 1);
                return;
            }
            if (depth > Kinked) small?.Add((middle, depth));
            AddTo(sums, left);
            AddTo(sums, right);
        }

        // False too where there is no number: halving would not help.
        bool Differs(double[] coarse, double[] left, double[] right)
        {
            for (var c = 0; c < count; c++)
                if (Math.Abs(left[c] + right[c] - coarse[c]) > tolerance * sizes[c]) return true;
            return false;
        }

        bool IsNegligibleBeyond(int c)
        {
            var (left, right) = (new double[count], new double[count]);
            integrand(-Reach, left);
            integrand(Reach, right);
            return ScalarFunctions.NormalPdf(Reach) * (Math.Abs(left[c]) + Math.Abs(right[c])) <= tolerance * sizes[c];
        }
    }

    static void AddTo(CompensatedSum[] sums, double[] piece)
    {
        for (var c = 0; c < sums.Length; c++) sums[c].Add(piece[c]);
    }

    /// <summary>Where a function of x = mean + scale·z may have its kinks, in z.</summary>
    /// <param name="kinks">Those that are known, in x.</param>
    public static IEnumerable<double> Breaks(double scale, double mean, IEnumerable<double> kinks)
        => kinks.Concat(UsualKinks).Concat(UsualKinks.Select(kink => -kink)).Select(kink => (kink - mean) / scale);

    static double[] Ends(IEnumerable<double> breaks)
        => [.. OwnBreaks.Concat(OwnBreaks.Select(end => -end)).Concat(breaks)
            .Where(end => Math.Abs(end) <= Reach).Select(end => end + 0.0).Distinct().OrderBy(end => end)];

    /// <summary>The integrals of g·φ over one piece; those of |g|·φ are added to <paramref name="sizes"/>.</summary>
    static double[] Piece(NormalIntegrand integrand, int count, double from, double to, double[] sizes)
    {
        var (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
        var (values, sums) = (new double[count], new double[count]);
        foreach (var (node, weight) in Nodes)
        {
            At(middle - half * node, weight);
            At(middle + half * node, weight);
        }
        for (var c = 0; c < count; c++) sums[c] *= half;
        return sums;

        void At(double z, double weight)
        {
            integrand(z, values);
            var density = weight * ScalarFunctions.NormalPdf(z);
            for (var c = 0; c < count; c++)
            {
                sums[c] += density * values[c];
                sizes[c] += half * density * Math.Abs(values[c]);
            }
        }
    }

    /// <summary>A sum with what its additions have rounded away (Neumaier 1974).</summary>
    struct CompensatedSum
    {
        double sum, rest;

        public readonly double Value => sum + rest;

        public void Add(double value)
        {
            var next = sum + value;
            rest += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }
    }

    /// <summary>
    /// Of 32 points on [-1, 1] the positive half, and their weights; tools/coefficients/gauss-legendre.py.
    /// </summary>
    static readonly (double Node, double Weight)[] Nodes =
    [
        (0.04830766568773832, 0.0965400885147278), (0.1444719615827965, 0.09563872007927486),
        (0.23928736225213706, 0.09384439908080457), (0.33186860228212767, 0.09117387869576389),
        (0.42135127613063533, 0.08765209300440381), (0.5068999089322294, 0.08331192422694675),
        (0.5877157572407623, 0.07819389578707031), (0.6630442669302152, 0.0723457941088485),
        (0.7321821187402897, 0.06582222277636185), (0.7944837959679424, 0.058684093478535544),
        (0.84936761373257, 0.050998059262376175), (0.8963211557660521, 0.04283589802222668),
        (0.9349060759377397, 0.03427386291302143), (0.9647622555875064, 0.02539206530926206),
        (0.9856115115452684, 0.01627439473090567), (0.9972638618494816, 0.007018610009470096),
    ];
}
