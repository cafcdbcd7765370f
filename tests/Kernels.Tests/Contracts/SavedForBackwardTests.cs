// What backward needs of forward: the catalogue says it, and the kernels keep to it.
using Kernels.Activations;
using Kernels.Proof;
using Kernels.Tests.Definitions;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Contracts;

public class SavedForBackwardTests
{
    [Fact]
    public void The_smallest_saved_state_comes_first()
    {
        Assert.Equal([new(Saved.Bits, 0.125, null), new(Saved.Output, 4, "BackwardFromOutput"),
            new(Saved.Input, 4, "Backward"), new(Saved.Derivative, 4, null)], Relu.Info.Saves);
        Assert.Equal([new(Saved.Output, 4, "BackwardFromOutput"), new(Saved.Input, 4, "Backward"),
            new(Saved.Derivative, 4, null)], Tanh.Info.Saves);
        Assert.Equal([new(Saved.Input, 4, "Backward"), new(Saved.Derivative, 4, null)], Silu.Info.Saves);
        Assert.Equal([new(Saved.Input, 8, "Backward"), new(Saved.Derivative, 8, null)], SwiGlu.Info.Saves);
        Assert.Equal([new(Saved.Bits, 0.125, null), new(Saved.Input, 4, "Backward"), new(Saved.Derivative, 4, null)],
            HardTanh.Info.Saves);
        Assert.Equal([new(Saved.Nothing, 0, "Backward")], Dropout.Info.Saves);
        Assert.Equal([new(Saved.Input, 4, "Backward")], Prelu.Info.Saves);
    }

    public static TheoryData<string> All => [.. Subjects.Definitions.Keys];

    /// <summary>
    /// Where branches are enough, the derivative takes no more values than their bits can tell;
    /// where nothing is, it does not read the input.
    /// </summary>
    [Theory, MemberData(nameof(All))]
    public void The_saved_state_suffices_for_backward(string name)
    {
        var definition = Subjects.Definitions[name];
        Assert.Equal(definition.Kernels.All(kernel => kernel.Name != "Backward"), definition.Saves.Count == 0);
        if (definition.Saves.Count == 0) return;
        if (definition.IsRandom && definition.Saves[0].What == Saved.Bits)
            Assert.Skip("The values are drawn anew for each element.");
        var inputs = Samples.Stratified(4000, definition);
        var gradients = KernelInputs.Run(CpuRunner.Best, definition, definition.Gradients!, inputs);
        if (definition.Saves[0].What == Saved.Nothing)
            Assert.Equal(gradients, KernelInputs.Run(CpuRunner.Best, definition, definition.Gradients!,
                [.. inputs.Select(input => input.Reverse().ToArray())]));
        if (definition.Saves[0].What == Saved.Bits)
            Assert.InRange(gradients[0].Distinct().Count(), 1, 1 << (int)(8 * definition.Saves[0].BytesPerElement));
        if (definition.Saves.Any(way => way.Member == "BackwardFromOutput"))
            Assert.NotNull(definition["BackwardFromOutput"]);
    }
}
