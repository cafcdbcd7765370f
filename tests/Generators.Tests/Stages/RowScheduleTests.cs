// Definitions over rows as passes: as many as reductions depend on each other, not as there are operations.
using Kernels.Generators.Tests.Driving;
using Kernels.Schedule;

namespace Kernels.Generators.Tests.Stages;

public class RowScheduleTests
{
    public static TheoryData<string, string, int> Reads => new()
    {
        { "Row Forward(Row x) => Exp(x) / Sum(Exp(x))", "Forward", 3 },
        { "Row Forward(Row x) => Exp(x) / Sum(Exp(x))", "Backward", 3 },
        { "Row Forward(Row x) => Exp(x) / Sum(Exp(x))", "BackwardFromOutput", 2 },
        { "Row Forward(Row x) { var d = x - Mean(x); return d / Sqrt(Mean(Square(d)) + 1e-5); }", "Forward", 3 },
        { "Row Forward(Row x) => x / Sqrt(Mean(Square(x)) + 1e-5)", "Forward", 2 },
        { "Row Forward(Row x) => Tanh(x) * Sigmoid(x) + Sin(x) * Exp(-x * x)", "Forward", 1 },
        { "double Forward(Row x) => Log(Sum(Exp(x)))", "Forward", 2 },
        { "double Forward(Row x) => Sum(x)", "Forward", 1 },
        { "double Forward(Row x) => Sum(Square(x)) / Sum(Abs(x))", "Forward", 1 },
    };

    [Theory, MemberData(nameof(Reads))]
    public void A_row_is_read_as_often_as_its_reductions_depend_on_each_other(string forward, string kernel, int reads)
        => Assert.Equal(reads, Kernels(forward).Single(each => each.Name == kernel).Reads);

    /// <summary>
    /// What is dear is kept where the result will lie; what is cheap is computed again; a condition is never kept.
    /// </summary>
    [Fact]
    public void Only_expensive_values_are_kept_between_passes()
    {
        Assert.Equal("y", Assert.Single(Kernels("Row Forward(Row x) => Exp(x) / Sum(Exp(x))").Single(
            each => each.Name == "Forward").Kept).Destination);
        Assert.Empty(Kernels("Row Forward(Row x) => (x - Mean(x)) / (Sum(Abs(x - Mean(x))) + 1)").Single(
            each => each.Name == "Forward").Kept);
    }

    /// <summary>
    /// The share of a tie, at a value that is dear to compute: once its condition was kept, which no kernel can print.
    /// </summary>
    [Fact]
    public void A_condition_is_not_kept_between_passes()
        => Project.Define(
            "static Row Forward(Row x) { var s = Exp(x) / (Sum(Exp(x)) + 1) - Mean(x); return s / (Max(s) + 2); }")
            .Build().ShouldBuild();

    static IReadOnlyList<RowKernel> Kernels(string forward)
    {
        var formula = RowFormula.Read("static " + forward + (forward.EndsWith('}') ? "" : ";"));
        var stable = new Derived(formula.Activation, formula.Stable().Body, null);
        return [.. RowPlan.Schedule(
            Pipeline.StabiliseDerivatives(Pipeline.Differentiate(stable, default), default), default).Rows];
    }
}
