// The same bits at any number of threads: every kernel of every definition beside one thread.
using Kernels.Proof;
using Kernels.Verification;
using Xunit;

namespace Kernels.Tests.Threading;

public class ThreadBitTests
{
    /// <summary>Some chunks, the last one short, and a whole number of them.</summary>
    static readonly int[] Lengths = [100_003, 1 << 16];

    /// <summary>Short rows, more than two segments of them; rows of a thousand; and rows of several segments.</summary>
    static readonly (int Rows, int Columns)[] Shapes = [(8300, 10), (150, 1001), (9, 12_300)];

    static readonly int[] Counts = [1, 2, 3, 7];

    public static TheoryData<string> Elements => [.. Extent.Of(Subjects.Definitions.Keys, nameof(Elements), every: 4)];

    public static TheoryData<string> Rows => [.. Extent.Of(OverRows.Keys, nameof(Rows), every: 4)];

    static IReadOnlyDictionary<string, RowInfo> OverRows => Tests.Rows.RowSubjects.Definitions;

    [Theory, MemberData(nameof(Elements))]
    public void Threads_do_not_change_the_bits_of_elements(string name)
    {
        var definition = Subjects.Definitions[name];
        foreach (var length in Lengths)
            foreach (var kernel in definition.Kernels)
            {
                // Behind the parameters of a definition that draws random numbers stands a position.
                float[] parameters = [.. definition.Parameters.Select(parameter => parameter.Default), 4096];
                var sources = Sources(kernel.Sources.Count, length);
                Same($"{kernel.Name} of {length}",
                    (execution, destinations) => kernel.Run(execution, sources, destinations, parameters),
                    [.. kernel.Destinations.Select(_ => length), .. kernel.Sums.Select(_ => 1)]);
            }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Threads_do_not_change_the_bits_of_rows(string name)
    {
        var definition = OverRows[name];
        foreach (var (rows, columns) in Shapes)
            foreach (var kernel in definition.Kernels)
            {
                int Length(RowSpan span) => span.Shape switch
                {
                    RowShape.Element => rows * columns,
                    RowShape.PerColumn => columns,
                    RowShape.PerRow => rows,
                    _ => 1,
                };
                ReadOnlyMemory<float>[] sources = [.. kernel.Sources.Select((span, i) => span.IsInteger
                    ? Enumerable.Range(0, Length(span)).Select(row => (float)(row % columns)).ToArray()
                    : Values(Length(span), i))];
                float[] parameters = [.. definition.Parameters.Select(parameter => parameter.Default), 0];
                Same($"{kernel.Name} of {rows} x {columns}",
                    (execution, destinations) => kernel.Run(execution, sources, destinations, columns, 0, parameters),
                    [.. kernel.Destinations.Select(Length)]);
            }
    }

    delegate void Call(Execution execution, IReadOnlyList<Memory<float>> destinations);

    static void Same(string what, Call call, int[] lengths)
    {
        // What is added to counts too; and the destinations do not begin where a cache line does.
        float[][] Fresh() => [.. lengths.Select((length, i) => Values(length + 5, 9 + i))];
        var expected = Fresh();
        call(Isas.Best, Places(expected));
        foreach (var count in Counts)
        {
            var (actual, threads) = (Fresh(), new Threads(count));
            call(threads, Places(actual));
            for (var i = 0; i < lengths.Length; i++)
                for (var k = 0; k < expected[i].Length; k++)
                    if (!ResultBits.AreSame(expected[i][k], actual[i][k]))
                        Assert.Fail($"{what} on {count} threads: element {k - 5} of destination {i} is "
                            + $"{actual[i][k]:R}, on one {expected[i][k]:R}.");
        }
    }

    static Memory<float>[] Places(float[][] destinations) => [.. destinations.Select(each => each.AsMemory(5))];

    static ReadOnlyMemory<float>[] Sources(int count, int length)
        => [.. Enumerable.Range(0, count).Select(i => (ReadOnlyMemory<float>)Values(length, i))];

    static readonly float[] random = Random(1 << 18);

    static float[] Random(int length)
    {
        var (source, values) = (new Random(43), new float[length]);
        foreach (ref var value in values.AsSpan()) value = source.NextSingle() * 8 - 4;
        return values;
    }

    /// <summary>Random numbers from -4 to 4, which begin elsewhere for each seed.</summary>
    static float[] Values(int length, int seed)
        => random.AsSpan(seed * 1001, length).ToArray();
}
