// Sums over the rows, and steps of columns: what a computation of several launches, written by hand, is made of.
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu.Loops;

public sealed partial class Launcher
{
    // Apart from the room of partial sums, which each launch in between may have.
    readonly ConditionalWeakTable<AcceleratorStream, StreamRoom> columnRooms = [];

    /// <summary>
    /// Queues several launches that share room for <paramref name="count"/> values;
    /// no other thread queues anything in between.
    /// </summary>
    /// <exception cref="GpuUnavailableException">The stream's context cannot run our kernels.</exception>
    internal static void WithRoom(AcceleratorStream stream, long count, Action<ArrayView<float>> queue)
    {
        var launcher = Of(stream);
        lock (launcher.gate)
        {
            launcher.accelerator.Bind();
            queue(launcher.columnRooms.GetOrCreateValue(stream).Of(stream, count));
        }
    }

    /// <summary>Queues sums over the rows in double precision, a value a column; of no rows they are 0.</summary>
    internal static void TotalColumns<TKernel>(
        AcceleratorStream stream, TKernel kernel, RowViews layout, ArrayView<double> totals)
        where TKernel : struct, IColumnTotal
    {
        var launcher = Of(stream);
        lock (launcher.gate)
        {
            launcher.accelerator.Bind();
            var (columns, blocks) = ((long)layout.Columns, Parts(layout.Rows, ColumnLoop.Block));
            var room = launcher.partials.GetOrCreateValue(stream).Of(stream, 2 * Math.Max(1, blocks * columns));
            var partials = room.SubView(0, 2 * Math.Max(1, blocks * columns)).Cast<double>();
            if (blocks > 0)
                launcher.WideBlocks<TKernel>()(stream, launcher.Config(blocks * columns), kernel,
                    columns, layout.Rows, partials);
            launcher.WideColumns()(stream, launcher.Config(columns), partials, columns, blocks, totals);
        }
    }

    /// <summary>Queues a step for each column.</summary>
    internal static void EachColumn<TKernel>(AcceleratorStream stream, TKernel kernel, long columns)
        where TKernel : struct, IColumnStep
    {
        if (columns == 0) return;
        var launcher = Of(stream);
        lock (launcher.gate)
        {
            launcher.accelerator.Bind();
            var launch = launcher.Loaded<TKernel, Action<AcceleratorStream, KernelConfig, TKernel, long>>(
                Loop.Each,
                () => launcher.accelerator.LoadKernel(KernelTrial.Pass<Action<TKernel, long>>(ColumnLoop.Each)));
            launch(stream, launcher.Config(columns), kernel, columns);
        }
    }

    static Launcher Of(AcceleratorStream stream)
        => Launchers.GetValue(stream.Accelerator, static accelerator => new(accelerator));

    Action<AcceleratorStream, KernelConfig, TKernel, long, long, ArrayView<float>> Blocks<TKernel, TTerms>()
        where TKernel : struct, IColumnTerms<TTerms> where TTerms : unmanaged, ITerms<TTerms>
        => Loaded<TKernel, Action<AcceleratorStream, KernelConfig, TKernel, long, long, ArrayView<float>>>(
            Loop.Blocks, () => accelerator.LoadKernel(
                KernelTrial.Pass<Action<TKernel, long, long, ArrayView<float>>>(ColumnLoop.Blocks<TKernel, TTerms>)));

    Action<AcceleratorStream, KernelConfig, ArrayView<float>, long, long, long, ArrayView<float>, long, int> Columns()
        => Loaded<StreamRoom,
            Action<AcceleratorStream, KernelConfig, ArrayView<float>, long, long, long, ArrayView<float>, long, int>>(
                Loop.Columns, () => accelerator.LoadKernel<ArrayView<float>, long, long, long, ArrayView<float>,
                    long, int>(ColumnLoop.Columns));

    Action<AcceleratorStream, KernelConfig, TKernel, long, long, ArrayView<double>> WideBlocks<TKernel>()
        where TKernel : struct, IColumnTotal
        => Loaded<TKernel, Action<AcceleratorStream, KernelConfig, TKernel, long, long, ArrayView<double>>>(
            Loop.Blocks, () => accelerator.LoadKernel(
                KernelTrial.Pass<Action<TKernel, long, long, ArrayView<double>>>(ColumnLoop.WideBlocks)));

    Action<AcceleratorStream, KernelConfig, ArrayView<double>, long, long, ArrayView<double>> WideColumns()
        => Loaded<StreamRoom,
            Action<AcceleratorStream, KernelConfig, ArrayView<double>, long, long, ArrayView<double>>>(
                Loop.WideColumns,
                () => accelerator.LoadKernel<ArrayView<double>, long, long, ArrayView<double>>(ColumnLoop.WideColumns));
}
