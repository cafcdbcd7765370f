// The first table of the README: what float automatic differentiation makes of its formula, and what the kernels do. It
// is printed by a program compiled with the README's own definition.
namespace Kernels.Docs.Tests;

internal static class NaiveTable
{
    /// <summary>Reverse mode in float, operation by operation, as PyTorch and JAX do it.</summary>
    const string Program =
        """
        using System.Globalization;

        Console.WriteLine("| silu | you write | float autodiff computes | the kernel computes |");
        Console.WriteLine("|---|---|---|---|");
        Row("value at -90", "`x / (1 + Exp(-x))`", Autodiff.Value(-90), Value(-90));
        Row("value at -∞", "the same", Autodiff.Value(float.NegativeInfinity), Value(float.NegativeInfinity));
        Row("derivative at -88", "nothing", Autodiff.Derivative(-88), Derivative(-88));
        Row("derivative at -90", "nothing", Autodiff.Derivative(-90), Derivative(-90));
        Row("derivative at -∞", "nothing",
            Autodiff.Derivative(float.NegativeInfinity), Derivative(float.NegativeInfinity));

        static void Row(string what, string written, float autodiff, float kernel)
            => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {what} | {written} | {autodiff:G4} | {kernel:G4} |"));

        static float Value(float x)
        {
            float[] y = [0];
            Silu.Forward([x], y);
            return y[0];
        }

        static float Derivative(float x)
        {
            float[] dx = [0];
            Silu.Backward([x], [1], dx);
            return dx[0];
        }

        static class Autodiff
        {
            public static float Value(float x) => x / (1 + MathF.Exp(-x));

            public static float Derivative(float x)
            {
                var power = MathF.Exp(-x);
                var divisor = 1 + power;
                var quotient = x / divisor;
                var fromDivisor = -quotient / divisor;
                return 1 / divisor - fromDivisor * power;
            }
        }
        """;

    /// <param name="definition">The README's first block.</param>
    public static string Markdown(string definition) => Example.Run([definition, Program]);
}
