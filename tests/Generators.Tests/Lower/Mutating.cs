// Every coefficient of a kernel matters, and the pinned bits see it: each constant of each lowered body is moved by an ULP up
// and down, and some output of the sample must change. Limits, which saturate, are moved by a 64th of their size, integers by 1.
extern alias runtime;

using Stratified = runtime::Kernels.Verification.Samples;

namespace Kernels.Generators.Tests.Lower;

public class Mutating(ITestOutputHelper output)
{
    const int Points = 1 << 14;

    [Fact]
    public void IsNoticedInTheBits()
    {
        var results = runtime::Kernels.Activations.ActivationCatalog.All.AsParallel().AsOrdered().SelectMany(activation =>
            LoweredCatalogue.Lower(activation).Kernels.Where(kernel => kernel.Name is "Forward" or "Backward")
                .SelectMany(kernel => Mutants(activation.Name, kernel, [.. activation.Parameters.Select(parameter => parameter.Default)]))).ToArray();
        var survivors = results.Where(mutant => !mutant.Noticed).ToArray();
        output.WriteLine($"{results.Length} mutants, {survivors.Length} survive:");
        foreach (var survivor in survivors) output.WriteLine(survivor.Text);
        Assert.True(results.Length > 500, $"Only {results.Length} mutants.");
        Assert.True(survivors.Length <= results.Length / 20, $"{survivors.Length} of {results.Length} mutants survive:\n{string.Join("\n", survivors.Select(survivor => survivor.Text))}");
    }

    static IEnumerable<(string Text, bool Noticed)> Mutants(string activation, Kernels.Optimise.Kernel kernel, float[] parameters)
    {
        var interpreter = new LaneInterpreter<float>(Lane.Float);
        var body = kernel.Body;
        // The points of the pinned bits, the upstream gradient as there.
        var sources = kernel.Sources.Select((_, i) => Stratified.Stratified(Points, i + 7)).ToArray();
        if (kernel.Name == "Backward") sources[^1] = [.. Enumerable.Range(0, Points).Select(i => 0.3f + 0.7f * (i % 5))];
        var right = interpreter.Run(body, sources, parameters);
        for (var at = 0; at < body.Instructions.Count; at++)
            foreach (var mutant in Moved(body, at))
            {
                var noticed = IsNoticed(interpreter, body, right, at, mutant, sources, parameters);
                yield return ($"{activation}.{kernel.Name} %{at} {Show(body.Instructions[at])} -> {Show(mutant)}: {string.Join(", ", Users(body, at))}", noticed);
            }
    }

    static string Show(Instruction instruction) => instruction.Op == Op.Constant ? $"{(float)instruction.Constant:R}" : $"{instruction.Index}";

    static IEnumerable<string> Users(Body body, int at)
        => body.Instructions.Where(user => user.A == at || user.B == at || user.C == at).Select(user => $"{user.Op} {user.Name}".Trim()).Distinct();

    static IEnumerable<Instruction> Moved(Body body, int at)
    {
        var instruction = body.Instructions[at];
        if (instruction.Op == Op.IntConstant) return [instruction with { Bits = instruction.Bits + 1 }, instruction with { Bits = instruction.Bits - 1 }];
        if (instruction.Op != Op.Constant || double.IsNaN(instruction.Constant) || double.IsInfinity(instruction.Constant)) return [];
        var value = (float)instruction.Constant;
        return [With(MathF.BitIncrement(value)), With(MathF.BitDecrement(value))];

        Instruction With(float constant) => instruction with { Bits = BitConverter.DoubleToInt64Bits(constant) };
    }

    /// <summary>What depends on the mutant is evaluated anew, in order; the rest is known.</summary>
    static bool IsNoticed(LaneInterpreter<float> interpreter, Body body, float[][] right, int at, Instruction mutant, float[][] sources, float[] parameters)
    {
        var values = right.ToArray();
        values[at] = interpreter.Evaluate(mutant, values, sources, parameters);
        var changed = new HashSet<int> { at };
        for (var i = at + 1; i < values.Length; i++)
        {
            var instruction = body.Instructions[i];
            if (!Enumerable.Range(0, 3).Any(operand => changed.Contains(instruction[operand]))) continue;
            var value = interpreter.Evaluate(instruction, values, sources, parameters);
            if (Same(value, right[i])) continue;
            values[i] = value;
            changed.Add(i);
        }
        return body.Outputs.Any(changed.Contains);
    }

    static bool Same(float[] a, float[] b)
    {
        for (var i = 0; i < a.Length; i++)
            if (BitConverter.SingleToInt32Bits(a[i]) != BitConverter.SingleToInt32Bits(b[i]) && !(float.IsNaN(a[i]) && float.IsNaN(b[i]))) return false;
        return true;
    }
}
