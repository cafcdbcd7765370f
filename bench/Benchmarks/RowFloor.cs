// Row kernels side by side in one run: 64 rows of 1,024, which stay in the second cache; softmax over as many elements
// in short rows, and over rows that no cache holds.
// Softmax beside the function of TensorPrimitives, and no slower than it; all beside a copy.
using System.Numerics.Tensors;
using Kernels.Activations;

namespace Kernels.Benchmarks;

internal static class RowFloor
{
    const int Elements = 65536, Columns = 1024, Seed = 20260101;

    static readonly int[] Short = [1, 3, 8, 16, 32, 64], Long = [128_256, 1 << 24];

    /// <returns>1 if softmax is slower than its peer.</returns>
    public static int Run()
    {
        Console.WriteLine(
            $"{Elements} floats in rows on {Isas.Best}, ns per element, medians of {Rounds.Count} interleaved rounds");
        Console.WriteLine(
            $"{"kernel",-34} {"columns",7} {"passes",6} {"Kernels",9} {"Tensors",9} {"CopyTo",9} {"Tensors/K",10}");
        var all = RowCatalog.All.SelectMany(
            row => row.Kernels.Where(kernel => !kernel.Accumulates).Select(kernel => (row, kernel, Columns)));
        IEnumerable<(RowInfo, RowKernelInfo, int)> Forward(string name, int[] columns)
        {
            var row = RowCatalog.All.Single(row => row.Name == name);
            return columns.Select(count => (row, row["Forward"], count));
        }

        return all.Concat(Forward("Softmax", [.. Short, .. Long])).Concat(Forward("LogSumExp", Long))
            .Count(each => !IsFast(each.Item1, each.Item2, each.Item3)) == 0 ? 0 : 1;
    }

    public static int Length(RowSpan span, int rows, int columns)
        => span.Shape switch
        {
            RowShape.Element => rows * columns,
            RowShape.PerColumn => columns,
            RowShape.PerRow => rows,
            _ => 1
        };

    static bool IsFast(RowInfo row, RowKernelInfo kernel, int columns)
    {
        var rows = Math.Max(1, Elements / columns);
        var random = new Random(Seed);
        float[] Values(RowSpan span)
            => [.. Enumerable.Range(0, Length(span, rows, columns))
                .Select(_ => span.IsLabel ? random.Next(columns) : (float)(random.NextDouble() * 8 - 4))];
        float[][] sources = [.. kernel.Sources.Select(Values)],
            destinations = [.. kernel.Destinations.Select(span => new float[Length(span, rows, columns)])];
        ReadOnlyMemory<float>[] from = [.. sources.Select(source => (ReadOnlyMemory<float>)source)];
        Memory<float>[] to = [.. destinations.Select(destination => (Memory<float>)destination)];
        float[] parameters = [.. row.Parameters.Select(parameter => parameter.Default)];
        void Kernel() => kernel.Run(Isas.Best, from, to, columns, 0, parameters);
        void Copy() => sources[0].AsSpan().CopyTo(destinations[0]);
        void Peer()
        {
            for (var i = 0; i < rows; i++)
                TensorPrimitives.SoftMax<float>(sources[0].AsSpan(i * columns, columns),
                    destinations[0].AsSpan(i * columns, columns));
        }

        var hasPeer = row.Name == "Softmax" && kernel.Name == "Forward";
        var canCopy = destinations[0].Length >= sources[0].Length;
        Action[] rivals = [Kernel, canCopy ? Copy : Kernel, .. hasPeer ? (Action[])[Peer] : []];
        Rounds.WarmUp(rivals);
        var rounds = Rounds.Measure(rivals);
        string Nanoseconds(int rival) => $"{rounds.Seconds(rival) / (rows * columns) * 1e9:F3}";
        var ratio = hasPeer ? rounds.Ratio(2, 0) : double.PositiveInfinity;
        Console.WriteLine($"{row.Name + "." + kernel.Name,-34} {columns,7} {kernel.Passes,6} {Nanoseconds(0),9} "
            + $"{(hasPeer ? Nanoseconds(2) : "-"),9} {(canCopy ? Nanoseconds(1) : "-"),9} "
            + $"{(hasPeer ? $"{ratio:F2}x" : "-"),10}");
        return ratio >= 1;
    }
}
