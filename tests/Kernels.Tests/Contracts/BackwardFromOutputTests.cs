// The backward that needs y only knows no more than y: 1 - y² has lost the digits that y has not. So its error is
// absolute, two units of the derivative's scale, which is 1 or the derivative itself.
using System.Globalization;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Contracts;

public class BackwardFromOutputTests
{
    const double Tolerance = 2.0 / (1 << 23);

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (name, definition) in Subjects.Definitions.Where(
                pair => pair.Value.Kernels.Any(kernel => kernel.Name == "BackwardFromOutput")))
                foreach (var runner in Subjects.Runners.Keys) data.Add(name, runner);
            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Backward_from_output_agrees_with_backward_within_its_tolerance(string name, string runner)
    {
        var (definition, isa) = (Subjects.Definitions[name], Subjects.Runners[runner].Isa);
        var x = Samples.Stratified(1 << 14);
        var (y, dx, fromOutput, ones) =
            (new float[x.Length], new float[x.Length], new float[x.Length], new float[x.Length]);
        Array.Fill(ones, 1);
        definition["Forward"].Run(isa, [x], [y], []);
        definition["Backward"].Run(isa, [x, ones], [dx], []);
        definition["BackwardFromOutput"].Run(isa, [y, ones], [fromOutput], []);
        for (var i = 0; i < x.Length; i++)
            Assert.True(fromOutput[i].Equals(dx[i])
                || Math.Abs((double)fromOutput[i] - dx[i]) <= Tolerance * Math.Max(1, Math.Abs((double)dx[i])),
                string.Create(CultureInfo.InvariantCulture, $"{name} on {runner} at {x[i]:R}, y = {y[i]:R}: "
                    + $"{fromOutput[i]:R} from the output, {dx[i]:R} from the input"));
    }
}
