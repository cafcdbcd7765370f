namespace Kernels.Training;

/// <summary>The largest |f'(x)| of an activation for inputs within ±12, where those of networks lie.</summary>
/// <remarks>Of 9,601 inputs a four-hundredth apart, and the floats beside 0: kinks lie on such numbers.</remarks>
static class SteepestSlope<TActivation> where TActivation : IActivation
{
    public static readonly float Value = (float)Find();

    static double Find()
    {
        var largest = 0.0;
        for (var i = -4800; i <= 4800; i++) largest = Larger(largest, i / 400.0);
        return Larger(Larger(largest, float.Epsilon), -float.Epsilon);
    }

    static double Larger(double largest, double x)
    {
        var slope = Math.Abs(TActivation.Derivative(x));
        return double.IsFinite(slope) && slope > largest ? slope : largest;
    }
}
