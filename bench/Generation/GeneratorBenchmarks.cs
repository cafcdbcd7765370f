// What the generator costs a build, and an edit in the editor, with 200 definitions.
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kernels.Generation;

/// <summary>The generator alone: what Roslyn itself does with the code is not counted.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    CSharpCompilation definitions = null!, unrelatedEdit = null!, oneEdit = null!;
    GeneratorDriver warm = null!;

    /// <summary>How many definitions the consumer has.</summary>
    [Params(200)]
    public int Definitions { get; set; }

    /// <summary>Parses the consumer and lets the compiler see it once.</summary>
    [GlobalSetup]
    public void Setup()
    {
        definitions = Consumer.WithDefinitions(Definitions);
        unrelatedEdit = Consumer.Edited(definitions, "Unrelated.cs", text => text + " class Another;");
        oneEdit = Consumer.Edited(definitions, "Definition7.cs",
            text => text.Replace("1.007", "1.5", StringComparison.Ordinal));
        foreach (var compilation in (CSharpCompilation[])[definitions, unrelatedEdit, oneEdit])
            compilation.GetDiagnostics();
        warm = Consumer.Driver().RunGenerators(definitions);
    }

    /// <summary>A build: nothing is known yet.</summary>
    [Benchmark(Baseline = true)]
    public GeneratorDriver Build() => Consumer.Driver().RunGenerators(definitions);

    /// <summary>A keystroke in a file that defines nothing.</summary>
    [Benchmark]
    public GeneratorDriver UnrelatedEdit() => warm.RunGenerators(unrelatedEdit);

    /// <summary>A keystroke in one definition.</summary>
    [Benchmark]
    public GeneratorDriver OneDefinitionEdited() => warm.RunGenerators(oneEdit);
}
