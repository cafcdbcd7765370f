// The sum of distances from a number of the row, and that of their squares, need no memory for the distances: one loop
// takes both where the elements lie. A device, whose passes add in registers anyway, has no use for it.
using Kernels.Optimise;
using Kernels.Schedule;

namespace Kernels.Emit.Cpu;

internal static class MomentSums
{
    public static RowKernel Of(RowKernel kernel)
        => kernel.IsDouble ? kernel : kernel with { Passes = kernel.Passes.Select(Of).ToEquatable() };

    static Pass Of(Pass pass)
    {
        if (pass.Elements is not { } elements) return pass;
        var (body, inputs) = (elements.Body, elements.Inputs.ToArray());
        var found = new Dictionary<string, Moments>();
        foreach (var sum in pass.Reductions.Where(
            reduction => reduction.Op == Op.Sum && reduction.Times is null && pass.Terms.Contains(reduction.Span)))
        {
            var squares = pass.Reductions
                .Where(other => other.Op == Op.Sum && other.Span == sum.Span && other.Times == sum.Span).ToArray();
            var uses = pass.Reductions.Count(other => other.Span == sum.Span || other.Times == sum.Span)
                + pass.Columns.Count(column => column.Term == sum.Span);
            if (squares.Length != 1 || uses != 2) continue;
            var distance = body.Instructions[body.Outputs[elements.Destinations.ToList().IndexOf(sum.Span)]];
            if (distance.Op != Op.Sub || body.Instructions[distance.A].Op != Op.Input
                || body.Instructions[distance.B].Op != Op.Parameter)
                continue;
            found[sum.Span] = new(inputs[body.Instructions[distance.A].Index],
                pass.Parameters[body.Instructions[distance.B].Index], sum.Name, squares[0].Name);
        }
        if (found.Count == 0) return pass;
        return DotProducts.Without(pass, found.Keys) with
        {
            Reductions = pass.Reductions.Where(reduction => !found.ContainsKey(reduction.Span)).ToEquatable(),
            Moments = found.Values.ToEquatable(),
        };
    }
}
