// The table of deliberate differences from peers is true of our side on every path, and is what the page shows;
// and what is meant to agree with a peer does.
using Kernels.Activations;
using Kernels.Proof;
using Kernels.Rows;
using Xunit;

namespace Kernels.Tests.Catalogue;

public sealed class PeerDifferenceTests
{
    const string PageStart = "<!-- differences -->\n", PageEnd = "<!-- end -->";

    public static TheoryData<int, Isa> Lines
    {
        get
        {
            var data = new TheoryData<int, Isa>();
            for (var i = 0; i < Difference.All.Count; i++)
                foreach (var isa in Isas.Available) data.Add(i, isa);
            return data;
        }
    }

    [Theory, MemberData(nameof(Lines))]
    public void A_kernel_gives_our_value_and_not_that_of_the_peer(int line, Isa isa)
    {
        var difference = Difference.All[line];
        var ours = Run(difference, isa);
        Assert.True(Same(Difference.Number(difference.Ours), ours), $"{difference}: {ours:R}");
        Assert.False(Same(Difference.Number(difference.Theirs), ours), $"{difference} is none");
    }

    [Fact]
    public void Every_difference_is_of_an_operator_in_the_table_of_names()
    {
        Assert.NotEmpty(Difference.All);
        Assert.All(Difference.All, line => Assert.Contains(Peer.All,
            peer => (peer.System, peer.Operator, peer.Definition) == (line.System, line.Operator, line.Definition)));
    }

    [Fact]
    public void The_page_shows_the_table()
    {
        var path = Path.Combine(Repository.Root, "docs", "peers.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var start = page.IndexOf(PageStart, StringComparison.Ordinal) + PageStart.Length;
        var end = page.IndexOf(PageEnd, Math.Max(start, 0), StringComparison.Ordinal);
        Assert.True(start >= PageStart.Length && end >= start, "docs/peers.md has no place for the table.");
        if (Environment.GetEnvironmentVariable("KERNELS_UPDATE_DOCS") == "1")
            File.WriteAllText(path, page[..start] + Difference.Markdown() + page[end..]);
        else Assert.Equal(Difference.Markdown(), page[start..end]);
    }

    public static TheoryData<Isa> Paths => [.. Isas.Available];

    /// <summary>
    /// Transformer Engine's gate of gpt-oss: the slope at a limit is that within it,
    /// of the gate as of the other factor.
    /// </summary>
    [Theory, MemberData(nameof(Paths))]
    public void Both_clamps_of_the_gpt_oss_gate_include_their_limits(Isa isa)
    {
        var slopes = Gradients(ClampedSwiGlu.Info, isa, [7, -7, 7, 7], [7, 7, MathF.BitIncrement(7), 1]);
        Assert.Equal(8 * 1.0000731f, slopes[1][0], 1e-5f);
        Assert.Equal(-6 * 1.0000731f, slopes[1][1], 1e-5f);
        Assert.Equal(0, slopes[1][2]);
        Assert.All(slopes[0], slope => Assert.NotEqual(0, slope));
        Assert.Equal([0], Gradients(ClampedSwiGlu.Info, isa, [MathF.BitIncrement(7)], [1])[0]);
    }

    /// <summary>
    /// The hard sigmoid at its defaults is x/6 + ½, though 1/6 is no float:
    /// where the two terms cancel the float of it is a third off.
    /// </summary>
    [Theory, MemberData(nameof(Paths))]
    public void The_hard_sigmoid_is_x_over_6_plus_one_half(Isa isa)
    {
        float[] x =
        [
            -3, MathF.BitIncrement(-3), -2.9999995f, -2.99999f, -2.9f, -1, -0.1f, 0, 0.1f, 1, 2.9999998f, 3, 4,
            .. Enumerable.Range(0, 3000).Select(i => -3 + i * 0.002f)
        ];
        var y = new float[x.Length];
        Hardsigmoid.Info["Forward"].Run(isa, [x], [y],
            [.. Hardsigmoid.Info.Parameters.Select(parameter => parameter.Default)]);
        for (var i = 0; i < x.Length; i++)
        {
            var expected = Math.Clamp((x[i] + 3.0) / 6, 0, 1);
            Assert.True(Math.Abs(y[i] - expected) <= 1.01 * (float.BitIncrement((float)expected) - (float)expected),
                $"hardsigmoid({x[i]:R}) is {y[i]:R}, not {expected:R}");
        }
        Assert.Equal([0, 0], Gradients(Hardsigmoid.Info, isa, [-3, 3])[0]);
    }

    /// <summary>Another slope than the default is the float that was passed.</summary>
    [Theory, MemberData(nameof(Paths))]
    public void A_slope_that_is_passed_is_used_exactly(Isa isa)
    {
        var (y, slope) = (new float[1], MathF.BitIncrement(1f / 6));
        Hardsigmoid.Info["Forward"].Run(isa, [new[] { -2.9f }], [y], [slope, 0.5f]);
        Assert.Equal((float)((double)slope * -2.9f + 0.5), y[0]);
    }

    /// <summary>PyTorch's cross_entropy with ignore_index: loss and gradient are 0, whatever the logits.</summary>
    [Theory, MemberData(nameof(Paths))]
    public void An_ignored_class_has_no_loss_and_no_gradient(Isa isa)
    {
        const float Infinity = float.PositiveInfinity;
        foreach (var (info, parameters) in new (RowInfo, float[])[] { (CrossEntropy.Info, [-100]),
            (SmoothCrossEntropy.Info, [0.1f, 1e-4f, -100]), (CrossEntropy.Info, [1]) })
        {
            float[] loss = [7, 7], gradient = [7, 7, 7, 7, 7, 7], ignored = [parameters[^1], 0];
            info["ForwardWithGradient"].Run(isa, [new[] { 1, 2, -Infinity, 1f, 2, -1 }, ignored],
                [loss, gradient], 3, 0, parameters);
            Assert.Equal([0, 0, 0, 0], [loss[0], .. gradient[..3]]);
            Assert.NotEqual(0, loss[1]);
            Assert.All(gradient[3..], slope => Assert.NotEqual(0, slope));
        }
    }

    /// <summary>
    /// PyTorch's cross_entropy(weight) and binary_cross_entropy_with_logits(pos_weight), a row at a time.
    /// </summary>
    [Theory, MemberData(nameof(Paths))]
    public void Classes_and_positive_targets_are_weighted(Isa isa)
    {
        float[] loss = [0, 0], gradient = new float[6], dweight = new float[3];
        WeightedCrossEntropy.Info["ForwardWithGradient"].Run(
            isa, [new[] { 1, 2, 3, 1, float.NegativeInfinity, 3 }, new float[] { 1, -100 }, new float[] { 1, 5, 1 }],
            [loss, gradient, dweight], 3, 0, [-100]);
        var first = Math.Log(1 + Math.Exp(-1) + Math.Exp(1));
        Assert.Equal(5 * first, loss[0], 2e-6);
        Assert.Equal(0, loss[1]);
        Assert.Equal(5 * (Math.Exp(-first) - 1), gradient[1], 2e-6);
        Assert.Equal([0, 0, 0], gradient[3..]);
        Assert.Equal([0, 0], [dweight[0], dweight[2]]);
        Assert.Equal(first, dweight[1], 1e-6);

        WeightedBinaryCrossEntropy.Info["Forward"].Run(isa, [new[] { 2f, -1 }, new[] { 1f, 0 }, new[] { 3f, 7 }],
            [loss.AsMemory(0, 1)], 2, 0, []);
        Assert.Equal((3 * Math.Log(1 + Math.Exp(-2)) + Math.Log(1 + Math.Exp(-1))) / 2, loss[0], 1e-6);
    }

    /// <summary>
    /// A class that cannot be, of logit -∞, leaves the loss of another finite; label smoothing gives it a probability,
    /// and so an infinite loss, but not where there is none.
    /// </summary>
    [Theory, MemberData(nameof(Paths))]
    public void A_logit_of_minus_infinity_leaves_the_loss_of_other_classes_finite(Isa isa)
    {
        float[] logits = [0, float.NegativeInfinity, 0], loss = [0], gradient = [7, 7, 7];
        Assert.Equal(0.6931472f, Loss(CrossEntropy.Info, [-100]));
        Assert.Equal([-0.5f, 0, 0.5f], gradient);
        Assert.Equal(0.6931472f, Loss(SmoothCrossEntropy.Info, [0, 0, -100]));
        Assert.Equal([-0.5f, 0, 0.5f], gradient);
        Assert.Equal(float.PositiveInfinity, Loss(SmoothCrossEntropy.Info, [0.1f, 0, -100]));

        float Loss(RowInfo info, float[] parameters)
        {
            info["ForwardWithGradient"].Run(isa, [logits, new[] { 0f }], [loss, gradient], 3, 0, parameters);
            return loss[0];
        }
    }

    static float[][] Gradients(ActivationInfo info, Isa isa, params float[][] inputs)
    {
        float[][] gradients = [.. inputs.Select(input => new float[input.Length])];
        ReadOnlyMemory<float>[] sources =
            [.. inputs.Select(input => (ReadOnlyMemory<float>)input), inputs[0].Select(_ => 1f).ToArray()];
        info["Backward"].Run(isa, sources, [.. gradients.Select(gradient => gradient.AsMemory())],
            [.. info.Parameters.Select(parameter => parameter.Default)]);
        return gradients;
    }

    static float Run(Difference difference, Isa isa)
    {
        var inputs = difference.Inputs;
        ReadOnlyMemory<float>[] sources =
        [
            .. inputs.Select(input => (ReadOnlyMemory<float>)input),
            .. difference.Member == "Backward" ? [new[] { 1f }] : (ReadOnlyMemory<float>[])[]
        ];
        if (Activations.ActivationCatalog.All.FirstOrDefault(activation => activation.Name == difference.Definition)
            is { } info)
        {
            float[][] results = [.. info[difference.Member].Destinations.Select(_ => new float[1])];
            info[difference.Member].Run(isa, sources, [.. results.Select(result => result.AsMemory())],
                difference.Parameters(info.Parameters));
            return results[0][0];
        }
        var row = Activations.RowCatalog.All.Single(row => row.Name == difference.Definition);
        float[][] losses = [.. row[difference.Member].Destinations.Select(_ => new float[inputs[0].Length])];
        row[difference.Member].Run(isa, sources, [.. losses.Select(result => result.AsMemory())], inputs[0].Length, 0,
            difference.Parameters(row.Parameters));
        return losses[0][0];
    }

    static bool Same(float a, float b) => a.Equals(b) && float.IsNegative(a) == float.IsNegative(b);
}
