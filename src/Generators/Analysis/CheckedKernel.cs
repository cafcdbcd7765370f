// What is judged: the formula as written, its stable form with derivatives,
// and the operations that the kernels consist of.
namespace Kernels.Analysis;

/// <param name="Stable">The value and a partial derivative for each input and each trainable parameter, in forms that
/// keep their digits: in double precision nearly the truth.</param>
/// <param name="Lowered">The same outputs as primitive operations.</param>
/// <param name="Doubles">Whether the kernels have double lanes.</param>
/// <param name="Promises">Which bounds the user wrote; the others are the attribute's defaults.</param>
internal sealed record CheckedKernel(Definition Definition, Body Stable, Body Lowered, bool Doubles, Promises Promises)
{
    /// <summary>What the kernels are given.</summary>
    public double[] Parameters => [.. Definition.Parameters.Select(parameter => (double)(float)parameter.Default)];

    /// <summary>What they compute with.</summary>
    public double[] Written => CarriedDefaults.Of(Definition, Doubles);

    /// <summary>
    /// What output 0, the value, or i + 1, the derivative by input i or a trainable parameter, may be off.
    /// </summary>
    public double Bound(int output) => output == 0 ? Definition.MaxUlp : Definition.MaxGradientUlp;
}

internal readonly record struct Promises(bool Value, bool Gradient);

internal enum Disease : byte { BoundBroken, NotANumber, NotDifferentiable, NoEffect, ConstantOutOfRange, ExtremeDepth }

/// <summary>A member over rows, lowered.</summary>
/// <param name="Outputs">Which output of the formula each of its results is.</param>
internal sealed record RowMember(Schedule.RowKernel Kernel, int[] Outputs);

/// <summary>What is judged of a definition over rows.</summary>
/// <param name="Stable">The value and a gradient for each input and each trainable parameter;
/// the upstream gradient is the input behind the others.</param>
/// <param name="ParameterNames">As passes call them.</param>
/// <param name="Members">Forward and, where there is one, Backward.</param>
internal sealed record CheckedRows(
    Definition Definition, Body Stable, string[] ParameterNames, RowMember[] Members, Promises Promises)
{
    public double[] Parameters => [.. Definition.Parameters.Select(parameter => (double)(float)parameter.Default)];
}

/// <summary>One thing that is wrong with a definition.</summary>
/// <param name="Output">0 is the value, i + 1 the derivative by input i, or then by a trainable parameter; of a
/// parameter without effect its place, inputs first.</param>
/// <param name="At">The worst input that was tried.</param>
/// <param name="Error">In ULP.</param>
/// <param name="Reason">Why there is no derivative; of a definition over rows, where it is.</param>
internal sealed record Finding(Disease Disease, int Output, EquatableArray<float> At, double Actual, double Truth,
    double Error, string Reason = "");
