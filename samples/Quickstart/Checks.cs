// Right, not only equal: the gradient against the definition's own differences, the error against arbitrary precision,
// and the special values, on every path.
using Kernels.Verification;

namespace Quickstart;

internal static class Checks
{
    public static bool Print(ActivationInfo activation, IReadOnlyList<KernelRunner> runners)
    {
        var passed = true;
        foreach (var runner in runners)
        {
            Console.WriteLine($"Checks on {runner.Name}");
            var (gradient, error, special) = (GradientCheck.Run(activation, runner), UlpReport.Run(activation, runner), SpecialValues.Run(activation, runner));
            Console.WriteLine($"  {gradient}\n  {error}\n  {special}");
            passed &= gradient.Passed && error.Passed && special.Passed;
        }
        Console.WriteLine();
        return passed;
    }
}
