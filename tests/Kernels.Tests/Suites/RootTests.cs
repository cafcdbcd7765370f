// Beside the roots of derivatives, where two terms cancel: digits hold up to the last float, on every path.
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Suites;

public class RootTests(ITestOutputHelper output)
{
    static readonly (string Definition, double[] Roots)[] Known =
    [
        ("Kernels.Activations.Silu", [-1.2784645427610738]),
        ("Kernels.Activations.SwiGlu", [-1.2784645427610738]),
        ("Kernels.Activations.Gelu", [-0.7517915246935645]),
        ("Kernels.Activations.GeluTanh", [-0.7524614220710162]),
        ("Kernels.Activations.Mish", [-1.1924312145154063]),
        ("Kernels.Tests.Definitions.NaiveSilu", [-1.2784645427610738]),
        ("Kernels.Tests.Definitions.NaiveGelu", [-0.7517915246935645]),
        ("Kernels.Tests.Definitions.HandMish", [-1.1924312145154063]),
        ("Kernels.Tests.Definitions.GeGlu", [-0.7517915246935645]),
        ("Kernels.Tests.Definitions.QuickGelu", [-0.7511542554413]),
        ("Kernels.Tests.Definitions.GaussianWave", [-0.7071067811865476, 0.7071067811865476]),
        ("Kernels.Tests.Definitions.Dip", [-1]),
    ];

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (definition, _) in Known)
                foreach (var runner in Subjects.Runners.Keys) data.Add(definition, runner);
            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void A_derivative_keeps_its_digits_up_to_its_roots(string definition, string runner)
    {
        var roots = Known.First(row => row.Definition == definition).Roots;
        var report =
            UlpReport.Run(Subjects.Definitions[definition], Subjects.Runners[runner], [.. roots.SelectMany(Beside)]);
        output.WriteLine(report.ToString());
        Assert.True(report.Passed, report.ToString());
        // The window in which an absolute bound would do was not needed.
        Assert.All(report.Rows.Where(row => !row.Kernel.StartsWith("BackwardBackward", StringComparison.Ordinal)),
            row => Assert.Equal(0, row.FarthestFromRoot));
    }

    /// <summary>Distances from the next float to 1, evenly in their logarithms, on both sides.</summary>
    static IEnumerable<float> Beside(double root)
        => Enumerable.Range(0, 240)
            .SelectMany(k => (float[])[(float)(root + Math.Pow(2, -k / 10.0)), (float)(root - Math.Pow(2, -k / 10.0))])
            .Append((float)root);
}
