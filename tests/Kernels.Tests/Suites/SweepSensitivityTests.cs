// A sweep is given kernels that are wrong in one way each, and must say so;
// its fast path must see what its slow one sees.
using Kernels.Activations;
using Kernels.Proof;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Suites;

public class SweepSensitivityTests
{
    static readonly float[] Points = Samples.Stratified(1 << 13);

    public static TheoryData<string, Func<float, float, float>> Faults => new()
    {
        { "5 ULP more", (_, y) => y * (1 + 5f / (1 << 23)) },
        { "a tail cut off", (x, y) => x < -80 ? 0 : y },
        { "a wrong sign", (x, y) => x < -80 ? -y : y },
        { "NaN", (x, y) => x > 1e38f ? float.NaN : y },
        { "a number for NaN", (x, y) => float.IsNaN(x) ? 0.5f : y },
    };

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_fails_the_sweep(string fault, Func<float, float, float> change)
        => Assert.True(Rows(Wrong(change, Isas.Available)).Any(row => row.Failures.Count > 0), fault);

    [Fact]
    public void One_bit_on_one_instruction_set_fails_the_sweep()
    {
        if (Isas.Available.Count == 1) Assert.Skip("There is one path here: nothing to differ from.");
        var row = Rows(Wrong((x, y) => x == 1 ? MathF.BitIncrement(y) : y, [Isas.Available[^1]])).First();
        Assert.Equal(new Mismatches(1, BitConverter.SingleToUInt32Bits(1)), row.Tally.Differing);
        Assert.NotEmpty(row.Failures);
    }

    [Fact]
    public void A_decrease_is_counted()
    {
        var row = Rows(Wrong((x, y) => x == 1 ? y - 0.25f : y, Isas.Available)).First();
        Assert.Equal(Rows(Sigmoid.Info).First().Tally.Falls.Count + 1, row.Tally.Falls.Count);
    }

    [Fact]
    public void A_decrease_of_a_monotone_function_fails_the_sweep()
    {
        // One ULP, within the bound of the error.
        var sweep = Sweep.All(Wrong((x, y) => x == 1 ? MathF.BitDecrement(y) : y, Isas.Available), rises: true).First();
        float[] neighbours = [MathF.BitDecrement(1), 1, MathF.BitIncrement(1)];
        Assert.Contains("must rise", Assert.Single(Assert.Single(sweep.Judge(sweep.Points(neighbours))).Failures));
        Assert.Empty(Assert.Single(sweep.Judge(sweep.Points(neighbours[1..]))).Failures);
    }

    [Fact]
    public void Whole_blocks_and_single_points_give_one_tally()
    {
        var x = Points.Order().ToArray();
        Same(Sigmoid.Info, Sigmoid.Forward, points: x.Length);
        Same(Log.Info, Log.Forward, points: x.Count(value => value >= 0)); // of a negative number there is no truth

        void Same(ActivationInfo activation, Func<double, double> exact, int points)
        {
            var y = KernelInputs.Run(CpuRunner.Available[0], activation, activation["Forward"], [x])[0];
            // A NaN of the kernel's own sign, so that nothing but its being one shows.
            var truth = x.Select((value, k) => double.IsNaN(exact(value)) ? y[k] : exact(value)).ToArray();
            var (whole, single) =
                (new Measure(isValue: true, null, _ => null), new Measure(isValue: true, null, _ => null));
            for (var k = 0; k < x.Length; k += 64) whole.Add(x.AsSpan(k, 64), y.AsSpan(k, 64), truth.AsSpan(k, 64));
            for (var k = 0; k < x.Length; k++) single.Add(x.AsSpan(k, 1), y.AsSpan(k, 1), truth.AsSpan(k, 1));
            Assert.Equal(single.Tally, whole.Tally);
            Assert.True(whole.Tally.Highest.Error > 0.5);
            Assert.Equal(points, whole.Tally.Points);
        }
    }

    [Fact]
    public void A_value_near_the_middle_of_two_floats_is_left_to_arbitrary_precision()
    {
        var (x, asked) = (Enumerable.Range(1, 16).Select(i => (float)i).ToArray(), new List<float>());
        // Of 1.5 ULP the reference cannot say where it is, but it can of 1.25;
        // exactly 1.5 it would have met by an exact sum.
        double[] truth = [.. x.Select(
            (value, i) => value + Ulp.Unit(value) * (i switch { 3 => 1.5 + 1e-8, 9 => 1.25, 12 => 1.5, _ => 1 }))];
        var measure = new Measure(isValue: true, null, at => { asked.Add(at); return MathF.BitIncrement(at); });
        measure.Add(x, [.. x.Select(MathF.BitIncrement)], truth);
        Assert.Equal([4f], asked);
        Assert.Equal(15, measure.Tally.CorrectlyRounded);
    }

    [Fact]
    public void A_row_of_the_ledger_round_trips_through_text()
    {
        var row = Rows(Wrong((x, y) => x > 1e38f ? float.NaN : y, Isas.Available)).First();
        var read = SweepRow.Parse(row.ToLine());
        Assert.Equal(row.ToLine(), read.ToLine());
        Assert.Equal(row.Tally, read.Tally);
        Assert.NotEmpty(read.Failures);
    }

    static SweepRow[] Rows(ActivationInfo activation)
    {
        var sweep = new Sweep(activation, "Forward", 0);
        return [.. sweep.Judge(sweep.Points([.. Points, float.NaN]))];
    }

    static ActivationInfo Wrong(Func<float, float, float> change, IReadOnlyList<Isa> on) => Sigmoid.Info with
    {
        Kernels = [.. Sigmoid.Info.Kernels.Select(right => right with
        {
            Run = (execution, sources, destinations, parameters) =>
            {
                right.Run(execution, sources, destinations, parameters);
                if (!on.Contains(execution.Isa)) return;
                var x = sources[0].Span;
                var y = destinations[0].Span;
                for (var i = 0; i < x.Length; i++) y[i] = change(x[i], y[i]);
            },
        })],
    };
}
