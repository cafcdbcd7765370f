// Constants that float lanes do not have: too large, or so small that they are 0.
namespace Kernels.Analysis;

internal static class Constants
{
    public static IEnumerable<Finding> Findings(CheckedKernel subject)
        => subject.Doubles ? [] : subject.Definition.Body.Instructions
            .Where(instruction => instruction.Op == Op.Constant && IsOutside(instruction.Constant))
            .Select(instruction => new Finding(Disease.ConstantOutOfRange, 0, default,
                (float)instruction.Constant, instruction.Constant, 0));

    static bool IsOutside(double constant)
        => double.IsFinite(constant) && (float.IsInfinity((float)constant) || constant != 0 && (float)constant == 0);
}
