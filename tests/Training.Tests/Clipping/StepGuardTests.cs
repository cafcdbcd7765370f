namespace Kernels.Training.Tests;

public class StepGuardTests
{
    static readonly ClipCoefficient Sound = ClipCoefficient.None;
    static readonly ClipCoefficient Bad = new() { Coefficient = 0, Skip = true, NonFiniteCount = 1 };

    [Fact]
    public void Steps_that_are_not_finite_are_skipped_and_counted()
    {
        var guard = new StepGuard(2);
        Assert.Equal([true, false, false, true, false],
            new[] { Sound, Bad, Bad, Sound, Bad }.Select(guard.Allows));
        Assert.Equal((1, 3L, 3L, 5L), (guard.InARow, guard.NonFinite, guard.Skipped, guard.Steps));
    }

    [Fact]
    public void Too_many_in_a_row_throw()
    {
        var guard = new StepGuard(2);
        guard.Allows(Bad);
        guard.Allows(Bad);
        var e = Assert.Throws<NotFiniteNumberException>(() => guard.Allows(Bad));
        Assert.Equal(
            "3 steps in a row were not finite; 2 may be skipped. Of 3 steps 3 were not.", e.Message);
    }

    /// <summary>As optax's apply_if_finite: until one is finite again.</summary>
    [Fact]
    public void Too_many_in_a_row_are_let_through_where_that_is_asked_for()
    {
        var guard = new StepGuard(1, AfterLimit.LetThrough);
        Assert.Equal([false, true, true, true, false],
            new[] { Bad, Bad, Bad, Sound, Bad }.Select(guard.Allows));
        Assert.Equal((4L, 2L), (guard.NonFinite, guard.Skipped));
    }

    [Fact]
    public void A_mended_gradient_is_stepped_with()
        => Assert.True(new StepGuard(0).Allows(Clip.ByNorm([float.NaN, 1], 1, NonFinite.Zero)));

    [Fact]
    public void A_loss_can_be_asked_about()
        => Assert.False(new StepGuard(1).Allows(float.IsFinite(float.NaN)));

    [Fact]
    public void A_negative_limit_is_refused()
        => Assert.Equal("limit", Assert.Throws<ArgumentOutOfRangeException>(() => new StepGuard(-1)).ParamName);
}
