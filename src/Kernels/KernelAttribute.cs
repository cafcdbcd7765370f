namespace Kernels;

/// <summary>
/// Marks a partial struct whose static method is mathematics; its kernels are generated at build time.
/// <c>static double Forward(double x, double slope = 0.01)</c>: a parameter without a default value is an input and
/// gets a gradient, one with a default value is a hyperparameter. A method that returns a tuple has several results. A
/// method called <c>Step</c> instead of <c>Forward</c> is not differentiated: the step of an optimiser, for example.
/// </summary>
/// <seealso cref="ActivationAttribute"/>
[AttributeUsage(AttributeTargets.Struct, Inherited = false)]
public class KernelAttribute : Attribute
{
    /// <summary>
    /// The promised error of each value over all floats, in units in the last place; below the normal range in units of
    /// 2⁻¹⁴⁹. With <see cref="Accuracy.High"/> 0.55 unless given.
    /// </summary>
    public double MaxUlp { get; set; } = 4;

    /// <summary>
    /// The promised error of the derivative, likewise, away from the derivative's own roots. With
    /// <see cref="Accuracy.High"/> 0.65 unless given.
    /// </summary>
    public double MaxGradientUlp { get; set; } = 8;

    /// <summary>The lanes in which the kernels compute.</summary>
    public Accuracy Accuracy { get; set; }

    /// <summary>
    /// Whether the formula may be rewritten into equal forms that keep their digits. False keeps it as written.
    /// </summary>
    public bool Stabilise { get; set; } = true;

    /// <summary>
    /// The members to generate, such as <c>Members.Backward</c> for value and gradient alone: less code and a shorter
    /// build. A definition without all of them is not an <see cref="IActivation"/>.
    /// </summary>
    public Members Members { get; set; } = Members.All;
}
