// Every constant of a kernel matters, and the bits see it: each constant of each lowered body is moved up and down, by an ULP
// at first, and some output of the sample must change. What an ULP does not show (a last coefficient, whose ULP is 2^-40 of the
// result; the low part of ln 2; limits, which saturate; the magic number, any integer of its binade) is moved further.
extern alias runtime;

using Kernels.Optimise;
using Catalogue = runtime::Kernels.Activations.ActivationCatalog;

namespace Kernels.Generators.Tests.Lower;

public class Mutating(ITestOutputHelper output)
{
    static readonly int[] Steps = [1, 1 << 6, 1 << 12, 1 << 18, 1 << 22];

    /// <summary>The shares of coefficients that must be noticed: moved by one ULP, and moved at all.</summary>
    const double OneUlp = 0.55, Moved = 0.95;

    [Fact]
    public void IsNoticedInTheBits()
    {
        var mutants = Catalogue.All.AsParallel().AsOrdered().SelectMany(activation =>
        {
            float[] parameters = [.. activation.Parameters.Select(parameter => parameter.Default)];
            return LoweredCatalogue.Lower(activation).Kernels.Where(kernel => kernel.Name is "Forward" or "Backward")
                .SelectMany(kernel => Examine($"{activation.Name}.{kernel.Name}", kernel, parameters));
        }).ToArray();

        var (coefficients, limits) = (mutants.Where(mutant => !mutant.IsLimit).ToArray(), mutants.Where(mutant => mutant.IsLimit).ToArray());
        output.WriteLine($"{Summary("coefficients", coefficients)}\n{Summary("limits", limits)}\nNot by one ULP:");
        foreach (var mutant in mutants.Where(mutant => mutant.NoticedAt > 1)) output.WriteLine($"{mutant}");
        Assert.True(coefficients.Length > 500, $"Only {coefficients.Length} mutants.");
        Assert.True(Share(coefficients, 1) >= OneUlp && Share(coefficients, Steps[^1]) >= Moved, Summary("coefficients", coefficients));
    }

    static double Share(Mutant[] mutants, int steps) => mutants.Count(mutant => mutant.NoticedAt <= steps) / (double)mutants.Length;

    static string Summary(string what, Mutant[] mutants)
        => $"{mutants.Length} mutants of {what}; noticed: {string.Join(", ", Steps.Select(steps => FormattableString.Invariant($"{Share(mutants, steps):P1} at {steps} ULP")))}";

    /// <summary>The mutants of one kernel, each moved further while the sample shows nothing.</summary>
    static List<Mutant> Examine(string name, Kernel kernel, float[] parameters)
    {
        var interpreter = new LaneInterpreter<float>(Lane.Float);
        var mutants = Mutant.All(name, kernel.Body);
        foreach (var steps in Steps)
            foreach (var sources in MutationSample.Chunks(kernel))
            {
                if (mutants.All(mutant => mutant.IsNoticed)) break;
                var right = interpreter.Run(kernel.Body, sources, parameters);
                foreach (var mutant in mutants.Where(mutant => !mutant.IsNoticed)) mutant.Examine(interpreter, right, steps, sources, parameters);
            }
        return mutants;
    }
}
