// Coefficients for double lanes: see Coefficients.Float.cs.
namespace Kernels.Lower;
internal sealed partial class Coefficients
{
    public static Coefficients Double => Float;
}
