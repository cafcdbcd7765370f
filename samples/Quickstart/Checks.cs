// Right, not only equal: the gradient against the definition's own differences, the special values, and the error
// against arbitrary precision, on every path.
using System.Globalization;
using Kernels.Verification;

namespace Quickstart;

internal static class Checks
{
    public static bool Print(ActivationInfo activation, IReadOnlyList<KernelRunner> runners)
    {
        Console.WriteLine("Checks: the gradient by differences of the definition, the special values, "
            + "the error by arbitrary precision");
        Console.WriteLine($"  {"",-60} {"gradient",10} {"specials",10} {"max ULP",10} {"of slope",10}   (promised: "
            + $"{activation.MaxUlp} and {activation.MaxGradientUlp})");
        var passed = true;
        foreach (var runner in runners)
        {
            var (gradient, error, special) = (GradientCheck.Run(activation, runner), UlpReport.Run(activation, runner),
                SpecialValues.Run(activation, runner));
            Console.WriteLine($"  {runner.Name,-60} {Word(gradient.Passed),10} {Word(special.Passed),10} "
                + $"{Largest(error, "Forward"),10} {Largest(error, "Backward"),10}");
            string[] failures = [.. gradient.Failures, .. error.Failures, .. special.Failures];
            foreach (var failure in failures.Take(5)) Console.WriteLine($"    {failure}");
            passed &= gradient.Passed && error.Passed && special.Passed;
        }
        if (runners.Count == 0) Console.WriteLine("  nothing was checked: there is no runner");
        Console.WriteLine();
        return passed && runners.Count > 0;
    }

    static string Word(bool passed) => passed ? "passed" : "FAILED";

    static string Largest(UlpReport report, string kernel)
        => report.Rows.Where(row => row.Kernel == kernel).Max(row => row.Max)
            .ToString("F2", CultureInfo.InvariantCulture);
}
