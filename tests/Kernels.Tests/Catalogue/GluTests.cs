// Glu<TActivation> against what it says: the fused definition where there is one, else the activation's own kernel and
// products; the layouts against the two halves apart; aliases, accumulation, wrong spans, no allocation.
using Kernels.Activations;
using Xunit;

namespace Kernels.Tests.Catalogue;

public sealed class GluTests
{
    static readonly int[] Lengths = [0, 1, 7, 511, 512, 513, 1023, 1024, 1025, 3000];

    static float[] Values(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(12 * random.NextDouble() - 6))];
    }

    [Fact] public void Glu_of_Mish_multiplies_by_Mish() => Composed<Mish>();
    [Fact] public void Glu_of_Tanh_multiplies_by_Tanh() => Composed<Tanh>();
    [Fact] public void Glu_of_a_user_definition_multiplies_by_it() => Composed<Definitions.HardClamp>();

    static void Composed<T>() where T : IActivation
    {
        foreach (var length in Lengths)
        {
            var (x, gate, dy, y) = (Values(length, 1), Values(length, 2), Values(length, 3), new float[length]);
            var (value, slope, dx, dgate) =
                (new float[length], new float[length], new float[length], new float[length]);
            T.ForwardWithDerivative(gate, value, slope);
            Glu<T>.Forward(x, gate, y);
            Same(x.Zip(value, (a, b) => a * b), y);
            Glu<T>.Backward(x, gate, dy, dx, dgate);
            float[] expected = [.. dy.Zip(value, (a, b) => a * b)],
                expectedGate = [.. x.Zip(dy, (a, b) => a * b).Zip(slope, (a, b) => a * b)];
            Same(expected, dx);
            Same(expectedGate, dgate);
            Glu<T>.Backward(x, gate, dy, dx, dgate, accumulate: true);
            Same(expected.Select(d => d + d), dx);
            Same(expectedGate.Select(d => d + d), dgate);
        }
    }

    [Fact]
    public void Glu_gives_the_bits_of_the_fused_definition_where_there_is_one()
    {
        var (x, gate, dy) = (Values(1000, 1), Values(1000, 2), Values(1000, 3));
        var (y, dx, dgate, yFused, dxFused, dgateFused) =
            (new float[1000], new float[1000], new float[1000], new float[1000], new float[1000], new float[1000]);
        Glu<Silu>.Forward(x, gate, y);
        SwiGlu.Forward(x, gate, yFused);
        Same(yFused, y);
        Glu<Sigmoid>.Backward(x, gate, dy, dx, dgate);
        Activations.Glu.Backward(x, gate, dy, dxFused, dgateFused);
        Same(dxFused, dx);
        Same(dgateFused, dgate);
    }

    [Theory, InlineData(GatedHalf.First), InlineData(GatedHalf.Second)]
    public void Every_layout_gives_the_same_values(GatedHalf gated)
    {
        Layouts<Mish>(gated);
        Layouts<Silu>(gated);
    }

    static void Layouts<T>(GatedHalf gated) where T : IActivation
    {
        foreach (var columns in (int[])[1, 5, 64, 700])
        {
            const int Rows = 3;
            var count = Rows * columns;
            var (a, b, dy) = (Values(count, 4), Values(count, 5), Values(count, 6));
            var (y, da, db) = (new float[count], Values(count, 7), Values(count, 8));
            float[] packed = Pack(a, b), dpacked = Pack(da, db), paired = Pair(a, b), dpaired = Pair(da, db);
            var (yPacked, yPaired) = (new float[count], new float[count]);

            Glu<T>.Forward(gated == GatedHalf.Second ? a : b, gated == GatedHalf.Second ? b : a, y);
            Glu<T>.ForwardPacked(packed, yPacked, columns, gated);
            Glu<T>.ForwardInterleaved(paired, yPaired, gated);
            Same(y, yPacked);
            Same(y, yPaired);

            if (gated == GatedHalf.Second) Glu<T>.Backward(a, b, dy, da, db, accumulate: true);
            else Glu<T>.Backward(b, a, dy, db, da, accumulate: true);
            Glu<T>.BackwardPacked(packed, dy, dpacked, columns, gated, accumulate: true);
            Glu<T>.BackwardInterleaved(paired, dy, dpaired, gated, accumulate: true);
            Same(Pack(da, db), dpacked);
            Same(Pair(da, db), dpaired);

            // In place: the gradient takes the memory of the input.
            Glu<T>.BackwardPacked(packed, dy, dpacked, columns, gated);
            Glu<T>.BackwardPacked(packed, dy, packed, columns, gated);
            Same(dpacked, packed);
            Glu<T>.BackwardInterleaved(paired, dy, dpaired, gated);
            Glu<T>.BackwardInterleaved(paired, dy, paired, gated);
            Same(dpaired, paired);

            float[] Pack(float[] first, float[] second)
                => [.. Enumerable.Range(0, Rows)
                    .SelectMany(row => (float[])[.. first[(row * columns)..((row + 1) * columns)],
                        .. second[(row * columns)..((row + 1) * columns)]])];
        }

        static float[] Pair(float[] first, float[] second)
            => [.. first.Zip(second, (a, b) => (float[])[a, b]).SelectMany(pair => pair)];
    }

    [Fact]
    public void Wrong_spans_throw_before_anything_is_written()
    {
        var (eight, memory) = (new float[8], new float[32]);
        Array.Fill(memory, 7);
        Throws("gate", () => Glu<Mish>.Forward(eight, new float[7], memory));
        Throws("y", () => Glu<Mish>.Forward(eight, eight, memory.AsSpan(0, 7)));
        Throws("y", () => Glu<Mish>.Forward(memory.AsSpan(0, 8), eight, memory.AsSpan(1, 8)));
        Throws("dgate", () => Glu<Mish>.Backward(eight, eight, eight, memory.AsSpan(0, 8), memory.AsSpan(4, 8)));
        Throws("rows", () => Glu<Mish>.ForwardPacked(new float[9], memory, 4));
        Throws("y", () => Glu<Mish>.ForwardPacked(memory.AsSpan(0, 8), memory.AsSpan(0, 4), 4));
        Throws("columns", () => Glu<Mish>.ForwardPacked(eight, memory, 0));
        Throws("dy", () => Glu<Mish>.BackwardPacked(eight, new float[3], memory, 4));
        Throws("pairs", () => Glu<Mish>.ForwardInterleaved(new float[9], memory));
        Throws("dpairs", () => Glu<Mish>.BackwardInterleaved(eight, new float[4], memory.AsSpan(0, 7)));
        Assert.All(memory, value => Assert.Equal(7, value));

        static void Throws(string parameter, Action call)
            => Assert.Equal(parameter, Assert.ThrowsAny<ArgumentException>(call).ParamName);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var (rows, y) = (Values(4096, 9), new float[2048]);
        void Round()
        {
            Glu<Mish>.ForwardPacked(rows, y, 64);
            Glu<Silu>.ForwardInterleaved(rows, y);
            Glu<Mish>.BackwardInterleaved(rows, y, rows);
        }
        // The runtime itself allocates now and then on any thread:
        // what the calls allocate, they allocate in every round.
        Round();
        var least = Enumerable.Range(0, 10).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Round();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Assert.Equal(0, least);
    }

    static void Same(IEnumerable<float> expected, float[] actual)
        => Assert.Equal(expected.Select(BitConverter.SingleToUInt32Bits),
            actual.Select(BitConverter.SingleToUInt32Bits));
}
