// Definitions with several results, and steps, as people call them.
using Kernels.Recurrent;
using Kernels.Steps;
using Kernels.Tests.Definitions;
using Xunit;

namespace Kernels.Tests.Contracts;

public class MultipleResultTests
{
    static readonly float[] I = [0.3f, -2], F = [1, 0.5f], G = [-0.7f, 3], O = [0.1f, -1], C = [2, -0.25f];

    [Fact]
    public void A_cell_writes_a_span_for_each_result()
    {
        var (h, c) = (new float[2], new float[2]);
        LstmCell.Forward(I, F, G, O, C, h, c);
        for (var k = 0; k < 2; k++)
        {
            var (right, state) = LstmCell.Forward(I[k], F[k], G[k], O[k], C[k]);
            Assert.Equal(right, h[k], 1e-7);
            Assert.Equal(state, c[k], 1e-7);
        }
    }

    [Fact]
    public void Upstream_gradients_of_both_results_are_added()
    {
        float[] dh = [1.5f, -2], dc = [0.5f, 3];
        var gradients = Enumerable.Range(0, 5).Select(_ => new float[2]).ToArray();
        LstmCell.Backward(I, F, G, O, C, dh, dc, gradients[0], gradients[1], gradients[2], gradients[3], gradients[4]);
        for (var k = 0; k < 2; k++)
            for (var input = 0; input < 5; input++)
            {
                const double Step = 1e-5;
                Assert.Equal((Loss(k, input, Step) - Loss(k, input, -Step)) / (2 * Step), gradients[input][k], 1e-6);
            }

        LstmCell.Backward(I, F, G, O, C, dh, dc, gradients[0], gradients[1], gradients[2], gradients[3],
            gradients[4], accumulate: true);
        Assert.Equal((Loss(0, 4, 1e-5) - Loss(0, 4, -1e-5)) / 1e-5, gradients[4][0], 1e-6);

        double Loss(int k, int input, double step)
        {
            double[] at = [I[k], F[k], G[k], O[k], C[k]];
            at[input] += step;
            var (h, c) = LstmCell.Forward(at[0], at[1], at[2], at[3], at[4]);
            return dh[k] * h + dc[k] * c;
        }
    }

    [Fact]
    public void A_tangent_moves_each_result()
    {
        var (dh, dc) = (new float[2], new float[2]);
        float[] one = [1, 1], none = [0, 0];
        LstmCell.Tangent(I, F, G, O, C, none, none, none, none, one, dh, dc);
        for (var k = 0; k < 2; k++) Assert.Equal(1 / (1 + Math.Exp(-F[k])), dc[k], 1e-7);
    }

    [Fact]
    public void A_trainable_scalar_of_several_results_has_one_gradient()
    {
        float[] x = [0.5f, -1], dsine = [1, 2], dcosine = [3, -4], dx = new float[2];
        SineAndCosine.Backward(x, dsine, dcosine, dx, out var dFrequency, 2);
        Assert.Equal(Enumerable.Range(0, 2)
            .Sum(k => x[k] * (dsine[k] * Math.Cos(2 * x[k]) - dcosine[k] * Math.Sin(2 * x[k]))), dFrequency, 1e-5);
    }

    [Fact]
    public void A_step_may_be_written_over_its_inputs()
    {
        float[] weight = [1, -2, 3], gradient = [0.1f, 20, -3e-5f], mean = [0, 1, 0.5f], square = [0, 4, 1e-9f];
        var (newWeight, newMean, newSquare) = (new float[3], new float[3], new float[3]);
        Adam.Step(weight, gradient, mean, square, newWeight, newMean, newSquare, rate: 0.01f,
            correction1: 0.1f, correction2: 0.001f);
        for (var k = 0; k < 3; k++)
        {
            var (w, m, v) =
                Adam.Step(weight[k], gradient[k], mean[k], square[k], 0.01f, 0.9, 0.999, 1e-8,
                    correction1: 0.1f, correction2: 0.001f);
            Assert.Equal(w, newWeight[k], 1e-6);
            Assert.Equal(m, newMean[k], 1e-6);
            Assert.Equal(v, newSquare[k], 1e-6);
        }
        Adam.Step(weight, gradient, mean, square, weight, mean, square, rate: 0.01f,
            correction1: 0.1f, correction2: 0.001f);
        Assert.Equal(newWeight, weight);
        Assert.Equal(newMean, mean);
        Assert.Equal(newSquare, square);
    }

    [Fact]
    public void Results_that_overlap_throw_before_anything_is_written()
    {
        var (one, four) = (new float[2], new float[4]);
        var fault = Assert.Throws<ArgumentException>(() => LstmCell.Forward(I, F, G, O, C, one, one));
        Assert.Equal("newC", fault.ParamName);
        Assert.Throws<ArgumentException>(() => LstmCell.Forward(I, F, G, O, C, four.AsSpan(0, 2), four.AsSpan(1, 2)));
        Assert.All(one.Concat(four), value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_catalogue_has_a_row_for_each_result()
    {
        Assert.Equal(["LstmCell.h", "LstmCell.c"], LstmCell.Info.Results.Select(result => result.Name));
        Assert.All(LstmCell.Info.Results, result => Assert.Contains(result, Activations.ActivationCatalog.All));
        Assert.Same(GruCell.Info, Assert.Single(GruCell.Info.Results));
        Assert.Throws<NotSupportedException>(() => LstmCell.Info.Definition([0, 0, 0, 0, 0], []));
        Assert.Equal(["i", "f", "g", "o", "c", "dh", "dnewC"], LstmCell.Info["Backward"].Sources);
    }
}
