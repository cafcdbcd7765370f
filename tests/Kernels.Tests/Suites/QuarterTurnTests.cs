// Floats next to a multiple of π/2, where the sine or the cosine is what cancellation leaves: as near as 2⁻³⁰ of a
// quarter turn. No sample finds them; these are the nearest of all floats.
using Kernels.Proof;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Suites;

public class QuarterTurnTests(ITestOutputHelper output)
{
    static readonly float[] Nearest =
    [
        7.72917892e+28f, 2.19993846e+10f, 1.54583578e+29f, 4.39987692e+10f, 252.898209f, 3.09167157e+29f,
        4.63818338e+25f, 1.52278899e+12f, 8.11762664e+22f, 8.79975383e+10f, 505.796417f, 4.3865579e+33f, 42781604,
        4.71238899f, 1.0341292e+27f, 6.18334314e+29f, 9.27636677e+25f, 1.52826894e+17f, 3.04557798e+12f,
        1.62352533e+23f, 1.75995077e+11f, 52516.4336f, 3.7955707e+30f, 1011.59283f,
    ];

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var wave in Proof.Subjects.Vocabulary.Where(
                activation => activation.Name.EndsWith("Sin") || activation.Name.EndsWith("Cos")))
                foreach (var runner in Subjects.Runners.Keys) data.Add(wave.FullName, runner);
            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Sine_and_cosine_keep_their_digits_near_quarter_turns(string definition, string runner)
    {
        float[] points = [.. from multiple in (float[])[.. Nearest, MathF.PI / 2, MathF.PI, MathF.PI / 4]
                             from x in (float[])[MathF.BitDecrement(multiple), multiple, MathF.BitIncrement(multiple),
                                 -multiple]
                             select x];
        var report = UlpReport.Run(Subjects.Definitions[definition], Subjects.Runners[runner], points);
        output.WriteLine(report.ToString());
        Assert.True(report.Passed, report.ToString());
    }
}
