// Random expressions all the way to machine code. They arrive as an assembly's definitions do, in an attribute, so no
// C# has to be written for them; every instruction set must give the bits
// of the scalar kernel, and the kernel the value.
extern alias runtime;

using Kernels.Generators.Tests.Driving;
using Kernels.Text;
using Microsoft.CodeAnalysis;
using Isa = runtime::Kernels.Isa;
using Isas = runtime::Kernels.Isas;
using runtime::Kernels.Proof;

namespace Kernels.Generators.Tests.Random;

public class RandomKernelTests
{
    const int FirstSeed = 20260701;

    static readonly int Count = Extent.IsLong ? 12 : 3;

    [Fact]
    public void Every_instruction_set_gives_the_bits_of_the_scalar_kernel()
    {
        var bodies = Enumerable.Range(FirstSeed, 1_000).Select(seed => (Seed: seed, Body: Expressions.From(seed)))
            .Where(random => random.Body.Instructions.Count > 6).Take(Count).ToArray();
        Assert.Equal(Count, bodies.Length);
        var loaded = new Loaded(Consumer(bodies).Build().ShouldBuild());
        float[][] sources = [Samples.All, [.. Samples.All.Reverse()]];
        foreach (var (seed, body) in bodies)
        {
            var activation = loaded.All.Single(activation => activation.Name == $"Probe{seed}");
            var expected = Loaded.Run(activation, "ForwardWithDerivative", Isa.Scalar, sources);
            foreach (var isa in Isas.Available)
            {
                var actual = Loaded.Run(activation, "ForwardWithDerivative", isa, sources);
                for (var output = 0; output < expected.Length; output++)
                    for (var at = 0; at < Samples.All.Length; at++)
                        Assert.True(Bits(expected[output][at]) == Bits(actual[output][at]),
                            $"Seed {seed}, {isa}, output {output} at ({sources[0][at]:R}, {sources[1][at]:R}): "
                                + $"scalar {expected[output][at]:R}, {actual[output][at]:R}\n{activation.Formula}");
            }
            for (var at = 0; at < Samples.Moderate.Length; at++)
            {
                double[] point = [sources[0][at], sources[1][at]];
                if (!(Math.Abs(point[1]) is > 1e-3 and < 30)) continue;
                var (value, spread) = (Interpreter.Run(body, point, [])[0], Spread(body, point));
                if (double.IsFinite(value) && double.IsFinite(spread) && Math.Abs(value) < 1e30)
                    Assert.True(Math.Abs(expected[0][at] - value) <= 2 * spread + 1e-5 * Math.Abs(value) + 1e-6,
                        $"Seed {seed} at ({point[0]:R}, {point[1]:R}): expected {value:R}, got {expected[0][at]:R}, "
                            + $"spread {spread:R}\n{activation.Formula}\n{body}");
            }
        }
    }

    /// <summary>
    /// What errors of a few ULP in every intermediate float may do, by six trials: a bound within a factor of 2.
    /// </summary>
    static double Spread(Body body, double[] point)
    {
        var random = new System.Random(1);
        var value = Interpreter.Run(body, point, [])[0];
        return Enumerable.Range(0, 6).Max(_ => Math.Abs(
            Interpreter.Run(body, point, [], round: v => v * (1 + 4e-6 * (2 * random.NextDouble() - 1)))[0] - value));
    }

    static Project Consumer((int Seed, Body Body)[] bodies)
    {
        var library = new Project(new SourceFile("Library.cs", string.Concat(bodies.Select(random =>
        {
            var definition = new Definition($"Lib.Probe{random.Seed}", new(["x", "g"]), default, IsPublic: true,
                Stabilise: true, High: false, 4, 8, random.Body);
            return $"[assembly: Kernels.Definition({Literal.CSharpString(definition.Write())})]\n";
        })) + string.Concat(bodies.Select(random => $"namespace Lib {{ [Kernels.Activation] public struct "
            + $"Probe{random.Seed} {{ public static double Forward(double x, double g) => 0; }} }}\n"))))
        { AssemblyName = "Lib" };
        using var image = new MemoryStream();
        Assert.True(library.Compile().Emit(image).Success);
        return Project.Of(string.Concat(bodies.Select(random =>
            $"namespace App {{ [Activation] public partial struct Probe{random.Seed} "
                + $"{{ static double Forward(double x, double g) => Lib.Probe{random.Seed}.Forward(x, g); }} }}\n")))
            with
        { References = [.. Project.Basis, MetadataReference.CreateFromImage(image.ToArray())] };
    }

    static int Bits(float value) => float.IsNaN(value) ? int.MaxValue : BitConverter.SingleToInt32Bits(value);
}
