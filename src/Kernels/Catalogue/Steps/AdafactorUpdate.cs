using static Kernels.KernelMath;

namespace Kernels.Steps;

/// <summary>
/// The part of Adafactor that is done element by element: the gradient over the root of the mean square that a row and
/// a column share, row·column. Shazeer and Stern 2018. The caller makes both factors, divides the update by its root
/// mean square where that is above 1, and takes it off the weight: <c>Sgd.Step(weight, update, …, clip: share)</c>.
/// </summary>
[Kernel(Accuracy = Accuracy.High, Stabilise = false)]
public readonly partial struct AdafactorUpdate
{
    /// <summary>The update in double precision.</summary>
    public static double Step(double gradient, double row, double column, double clip = 1)
        => clip * gradient / (Sqrt(row) * Sqrt(column));
}
