// The generated members as people call them: through spans, a type argument, with hyperparameters; without garbage.
using Kernels.Activations;
using Kernels.Proof;
using Kernels.Tests.Definitions;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Contracts;

public class MemberTests
{
    static readonly float[] X = Samples.Stratified(1000);

    [Fact]
    public void A_layer_takes_an_activation_as_a_type()
    {
        Check<Relu>();
        Check<Silu>();
        Check<Gelu>();
        Check<Elu>();
        Check<NaiveSilu>();
        Check<@class>();

        static void Check<TActivation>() where TActivation : IActivation
        {
            var (y, dydx, dx, ones) =
                (new float[X.Length], new float[X.Length], new float[X.Length], new float[X.Length]);
            Array.Fill(ones, 1);
            TActivation.Forward(X, y);
            TActivation.Backward(X, ones, dx);
            Assert.Equal(Kernel<TActivation>("Forward", X), y);
            Assert.Equal(Kernel<TActivation>("Backward", X, ones), dx);
            TActivation.ForwardWithDerivative(X, y, dydx);
            Assert.Equal(Kernel<TActivation>("Forward", X), y);
            var (dy, ddy) = (new float[X.Length], new float[X.Length]);
            TActivation.Tangent(X, ones, dy);
            Assert.Equal(dx, dy);
            TActivation.BackwardBackward(X, X, ones, dx, ddy);
            Assert.Equal(dy, ddy);
            Assert.Equal(Kernel<TActivation>("BackwardBackward", X, X, ones), dx);
            TActivation.Backward(X, ones, ones, accumulate: true);
            Assert.NotEqual(dx, ones);
            Assert.Equal(TActivation.Info.Definition([0.75],
                TActivation.Info.Parameters.Select(p => (double)p.Default).ToArray()), TActivation.Forward(0.75));
            var truth = new Oracle(TActivation.Info).At([0.75f], order: 2);
            Assert.Equal(truth.Slopes![0].ToDouble(), TActivation.Derivative(0.75), 1e-12);
            Assert.Equal(truth.Curvatures![0].ToDouble(), TActivation.SecondDerivative(0.75), 1e-12);
        }

        static float[] Kernel<T>(string kernel, params ReadOnlyMemory<float>[] sources) where T : IDefinition
        {
            var y = new float[X.Length];
            Memory<float>[] others =
                [.. T.Info[kernel].Destinations.Skip(1).Select(_ => new float[X.Length].AsMemory())];
            T.Info[kernel].Run(Isas.Best, [.. sources.Select(source => source)], [y, .. others],
                T.Info.Parameters.Select(p => p.Default).ToArray());
            return y;
        }
    }

    [Fact]
    public void An_input_that_is_detached_or_only_compared_gets_no_gradient()
    {
        Assert.Equal(["dlogit", "dscale"], StoppedTarget.Info["BackwardTerms"].Destinations);
        Assert.Equal(["y", "dydlogit"], StoppedTarget.Info["ForwardWithDerivative"].Destinations);
        Assert.Equal(["dx", "dgate"], ComparedLabel.Info["Backward"].Destinations);
        Assert.Equal(["label", "x", "gate", "dy", "ddx", "ddgate"], ComparedLabel.Info["BackwardBackward"].Sources);
        Assert.Equal(["label", "x", "gate", "dx", "dgate"], ComparedLabel.Info["Tangent"].Sources);

        float[] dx = [0], dgate = [0];
        ComparedLabel.Backward([1], [0.5f], [0.25f], [3], dx, dgate);
        Assert.Equal(3 * Math.Tanh(0.25) * -1 / (1 + Math.Exp(0.5)), dx[0], 1e-6);
    }

    [Theory]
    [InlineData("Kernels.Activations.LeakyRelu", 0.2f)]
    [InlineData("Kernels.Activations.LeakyRelu", -1.5f)]
    [InlineData("Kernels.Activations.LeakyRelu", 0f)]
    [InlineData("Kernels.Activations.Elu", 0.3f)]
    [InlineData("Kernels.Activations.Elu", 1.7f)]
    public void Hyperparameters_may_differ_from_their_defaults(string definition, float value)
    {
        var given = Subjects.Definitions[definition];
        var changed = given with { Parameters = [given.Parameters[0] with { Default = value }] };
        foreach (var runner in CpuRunner.Available)
        {
            Assert.True(UlpReport.Run(changed, runner) is { Passed: true }, UlpReport.Run(changed, runner).ToString());
            Assert.True(GradientCheck.Run(changed, runner) is { Passed: true },
                GradientCheck.Run(changed, runner).ToString());
        }
    }

    [Fact]
    public void Hyperparameters_are_arguments()
    {
        float[] y = [0, 0], dx = [0, 0];
        LeakyRelu.Forward([-2, 3], y, slope: 0.5f);
        LeakyRelu.Backward([-2, 3], [10, 10], dx, slope: 0.5f);
        Assert.Equal([-1, 3], y);
        Assert.Equal([5, 10], dx);
        LeakyRelu.Backward([-2, 3], [10, 10], dx, slope: 0.5f, accumulate: true);
        Assert.Equal([10, 20], dx);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var (y, dydx, dx) = (new float[X.Length], new float[X.Length], new float[X.Length]);
        void Calls()
        {
            Silu.Forward(X, y);
            Silu.ForwardWithDerivative(X, y, dydx);
            Silu.Backward(X, y, dx);
            Silu.Backward(X, y, dx, accumulate: true);
            Tanh.BackwardFromOutput(y, dydx, dx);
            Mish.Tangent(X, y, dx);
            Mish.BackwardBackward(X, y, dydx, dx, dydx);
            SwiGlu.Backward(X, dydx, y, dx, dydx);
            Elu.Forward(X, y, 0.5f);
            Generic<Gelu>(X, y);
        }

        long Round()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 50; i++) Calls();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The runtime itself allocates now and then on the thread that happens to be there (a cast cache that grows,
        // say): what the calls allocate, they allocate in every round.
        Calls();
        Assert.Contains(0L, Enumerable.Range(0, 10).Select(_ => Round()));
    }

    [Fact]
    public void Empty_spans_are_a_no_op()
    {
        Silu.Forward([], []);
        Silu.Backward([], [], []);
        SwiGlu.ForwardWithDerivative([], [], [], [], []);
    }

    static void Generic<T>(ReadOnlySpan<float> x, Span<float> y) where T : IActivation => T.Forward(x, y);

    [Fact]
    public void A_definition_has_the_members_that_it_asks_for()
    {
        Assert.Equal(["Forward", "Backward", "BackwardAccumulate"],
            ValueAndGradient.Info.Kernels.Select(kernel => kernel.Name));
        Assert.Equal(["Forward"], ValueAlone.Info.Kernels.Select(kernel => kernel.Name));
        Assert.Equal(["Forward"], RowValueAlone.Info.Kernels.Select(kernel => kernel.Name));
        Assert.Empty(ValueAlone.Info.Saves);
        Assert.False(typeof(IActivation).IsAssignableFrom(typeof(ValueAndGradient)));
    }
}
