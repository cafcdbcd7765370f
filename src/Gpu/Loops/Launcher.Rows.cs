// Kernels over rows: room for what they keep and for the terms of sums, the rows, and then the sums.
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu.Loops;

public sealed partial class Launcher
{
    const int RowGroupsPerMultiprocessor = 32;

    /// <summary>
    /// Terms of sums over rows that are in memory at once; but never fewer than those of a block of rows.
    /// </summary>
    const long TermsAtOnce = 1 << 24;

    /// <summary>Queues a kernel over rows, and what is summed over them; of no rows the sums are 0.</summary>
    /// <param name="kept">How many rows of memory a row needs between passes.</param>
    /// <param name="wideKept">How many rows of doubles.</param>
    /// <param name="columnSums">Results that are one value a column.</param>
    /// <param name="totals">Results that are one value, in the first element.</param>
    /// <param name="accumulate">Whether <paramref name="columnSums"/> are added to.</param>
    /// <exception cref="GpuUnavailableException">The stream's context cannot run our kernels.</exception>
    public static void RunRows<TKernel, TWide>(
        AcceleratorStream stream, TKernel kernel, RowViews layout, int kept, int wideKept,
        ReadOnlySpan<ArrayView<float>> columnSums, ReadOnlySpan<ArrayView<float>> totals, bool accumulate)
        where TKernel : struct, IRowKernel<TWide> where TWide : unmanaged
    {
        if (layout.Rows > 0 || columnSums.Length + totals.Length > 0)
            Of(stream).LaunchRows<TKernel, TWide>(stream, kernel, layout, kept, wideKept,
                columnSums, totals, accumulate);
    }

    void LaunchRows<TKernel, TWide>(
        AcceleratorStream stream, TKernel kernel, RowViews layout, int kept, int wideKept,
        ReadOnlySpan<ArrayView<float>> columnSums, ReadOnlySpan<ArrayView<float>> totals, bool accumulate)
        where TKernel : struct, IRowKernel<TWide> where TWide : unmanaged
    {
        lock (gate)
        {
            accelerator.Bind();
            var width = (long)layout.Columns * columnSums.Length;
            // Whole blocks of rows at a time.
            var chunk = width == 0 ? layout.Rows
                : Math.Min(layout.Rows, Math.Max(1, TermsAtOnce / width / ColumnLoop.Block) * ColumnLoop.Block);
            var lanes = RowLanes.Of(layout.Columns);
            var together = RowLanes.Count / lanes;
            var groups = (int)Math.Min(Parts(chunk, together),
                (long)RowGroupsPerMultiprocessor * Math.Max(1, accelerator.NumMultiprocessors));
            var blocks = Parts(layout.Rows, ColumnLoop.Block);
            var segments = Parts(layout.Rows, SummingLoop.Segment);

            // Doubles come first, where all memory is aligned for them.
            long[] lengths =
            [
                2L * groups * together * wideKept * layout.Columns, (long)groups * together * kept * layout.Columns,
                chunk * width, blocks * width,
                layout.Rows * totals.Length, segments,
            ];
            // One more, so that no part begins at the very end.
            var room = partials.GetOrCreateValue(stream).Of(stream, lengths.Sum() + 2);
            var at = 0L;
            var parts = new ArrayView<float>[lengths.Length];
            for (var i = 0; i < parts.Length; at += lengths[i++]) parts[i] = room.SubView(at, Math.Max(1, lengths[i]));
            var (wideValues, values, terms, blockSums) =
                (room.SubView(0, Math.Max(2, lengths[0])).Cast<TWide>(), parts[1], parts[2], parts[3]);
            var (totalTerms, segmentSums) = (parts[4], parts[5]);

            for (var first = 0L; first < layout.Rows; first += chunk)
            {
                var count = Math.Min(chunk, layout.Rows - first);
                Rows<TKernel, TWide>()(stream, new(groups, RowLanes.Count), kernel, first, count, lanes, values,
                    (long)kept * layout.Columns, wideValues, (long)wideKept * layout.Columns, terms,
                    width, totalTerms, totals.Length);
                if (width > 0)
                    Blocks<ColumnValues, Term>()(stream, Config(Parts(count, ColumnLoop.Block) * width),
                        new(terms, width), width, count, blockSums.SubView(first / ColumnLoop.Block * width));
            }
            for (var k = 0; k < columnSums.Length; k++)
                Columns()(stream, Config(layout.Columns), blockSums, width, (long)k * layout.Columns, blocks,
                    columnSums[k], layout.Columns, accumulate ? 1 : 0);
            for (var k = 0; k < totals.Length; k++)
            {
                if (segments > 0)
                    Segments<RowTotals, Term>()(stream, new((int)Math.Min(segments, Groups), SummingLoop.Lanes),
                        new(totalTerms, totals.Length, k), layout.Rows, segmentSums);
                Total()(stream, new(1, 1), segmentSums, 0, segments, totals[k]);
            }
        }
    }

    static long Parts(long count, long part) => (count + part - 1) / part;

    Action<AcceleratorStream, KernelConfig, TKernel, long, long, int, ArrayView<float>, long, ArrayView<TWide>, long,
        ArrayView<float>, long, ArrayView<float>, long>
        Rows<TKernel, TWide>() where TKernel : struct, IRowKernel<TWide> where TWide : unmanaged
        => Loaded<TKernel, Action<AcceleratorStream, KernelConfig, TKernel, long, long, int,
                ArrayView<float>, long, ArrayView<TWide>, long, ArrayView<float>, long, ArrayView<float>, long>>(
            Loop.Rows, () => accelerator.LoadKernel(
                KernelTrial.Pass<Action<TKernel, long, long, int, ArrayView<float>, long, ArrayView<TWide>, long,
                    ArrayView<float>, long, ArrayView<float>, long>>(
                        RowLoop.Rows<TKernel, TWide>)));
}
