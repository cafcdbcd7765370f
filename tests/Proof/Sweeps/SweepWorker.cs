// One thread's part of a sweep: fills blocks of inputs, runs the kernel with every instruction set, the reference
// beside it, and has each output judged. Its buffers are its own, so that workers share nothing.
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Kernels.Verification;

namespace Kernels.Proof;

internal sealed class SweepWorker
{
    public const int Length = 1 << 10;

    readonly Sweep sweep;
    readonly Reference reference;
    readonly float[][] inputs;
    readonly float[] x;
    readonly float[] parameters;
    readonly ReadOnlyMemory<float>[] sources;

    /// <summary>outputs[runner][output]: the output at each point, after that of the point before the block.</summary>
    readonly float[][][] outputs;
    readonly Memory<float>[][] destinations;
    readonly Measure[] measures;
    readonly Mismatches[] rises, falls, differing;

    public SweepWorker(Sweep sweep)
    {
        this.sweep = sweep;
        reference = new(sweep.Activation, Length, sweep.Outputs);
        inputs = [.. sweep.Activation.Inputs.Select((_, i) => Filled(sweep.Others))];
        x = inputs[sweep.Input];
        parameters = KernelInputs.Defaults(sweep.Activation);
        sources = [.. inputs, .. sweep.Kernel.Sources.Count == inputs.Length ? [] : (float[][])[Filled(1)]];
        outputs = [.. CpuRunner.Available.Select(_ => sweep.Outputs.Select(_ => new float[Length + 1]).ToArray())];
        destinations = [.. outputs.Select(of => of.Select(output => output.AsMemory(1)).ToArray())];
        var oracle = new Oracle(sweep.Activation);
        measures = [.. sweep.Outputs.Select(
            (output, i) => new Measure(output == 0, sweep.Windows[i], x => sweep.Truth(oracle, i, x)?.ToSingle()))];
        (rises, falls, differing) =
            (new Mismatches[measures.Length], new Mismatches[measures.Length], new Mismatches[measures.Length]);
    }

    /// <summary>What has been found, one tally an output.</summary>
    public Tally[] Tallies
        => [.. measures.Select((measure, i)
            => measure.Tally + new Tally { Rises = rises[i], Falls = falls[i], Differing = differing[i] })];

    /// <summary>Every <paramref name="stride"/>-th of 2²⁴ neighbouring bit patterns.</summary>
    public void Chunk(int chunk, int stride)
    {
        long first = (long)chunk << Sweep.ChunkBits, end = first + (1L << Sweep.ChunkBits);
        var next = (first + stride - 1) / stride * stride;
        Before(next - stride);
        while (next < end)
        {
            var count = (int)Math.Min(Length, (end - next + stride - 1) / stride);
            Fill((uint)next, (uint)stride);
            Block(count, isAscending: first < 1L << 31);
            next += (long)count * stride;
        }
    }

    /// <summary>The whole block, whatever part of it is looked at.</summary>
    void Fill(uint first, uint stride)
    {
        var bits = MemoryMarshal.Cast<float, uint>(x.AsSpan());
        var here = Vector256.CreateSequence(first, stride);
        for (var k = 0; k < bits.Length;
            k += Vector256<uint>.Count, here += Vector256.Create((uint)Vector256<uint>.Count * stride))
            here.CopyTo(bits[k..]);
    }

    /// <summary>Points in ascending order.</summary>
    public void Points(ReadOnlySpan<float> points)
    {
        Start();
        for (; !points.IsEmpty; points = points[Math.Min(points.Length, Length)..])
        {
            var count = Math.Min(points.Length, Length);
            points[..count].CopyTo(x);
            Block(count, isAscending: true);
        }
    }

    /// <summary>
    /// The outputs just before a chunk, for the step from there into it; between the signs there is no step.
    /// </summary>
    void Before(long pattern)
    {
        Start();
        if (pattern >> 31 != (pattern + 1) >> 31 || pattern < 0) return;
        x[0] = BitConverter.UInt32BitsToSingle((uint)pattern);
        Run(0);
        foreach (var output in outputs[0]) output[0] = output[1];
    }

    void Start()
    {
        foreach (var output in outputs[0]) output[0] = float.NaN;
    }

    void Block(int count, bool isAscending)
    {
        for (var runner = 0; runner < outputs.Length; runner++) Run(runner);
        reference.Run(inputs);
        // NaN are the last patterns of either sign.
        var numbers = count;
        while (numbers > 0 && float.IsNaN(x[numbers - 1])) numbers--;
        for (var i = 0; i < measures.Length; i++)
        {
            var best = outputs[0][i];
            measures[i].Add(x.AsSpan(0, count), best.AsSpan(1, count), reference[i].AsSpan(0, count));
            var (up, down) = Steps(best.AsSpan(0, numbers + 1));
            (rises[i], falls[i]) = isAscending ? (rises[i] + up, falls[i] + down) : (rises[i] + down, falls[i] + up);
            for (var other = 1; other < outputs.Length; other++)
                differing[i] += Mismatches.InBits(x, best.AsSpan(1, count), outputs[other][i].AsSpan(1, count));
            best[0] = best[count];
        }
    }

    /// <summary>The whole block: what lies beyond the points of a shorter one is looked at by nobody.</summary>
    void Run(int runner)
        => CpuRunner.Available[runner].Run(sweep.Activation, sweep.Kernel, sources, destinations[runner], parameters);

    /// <summary>Where the output grows and shrinks from one point to the next.</summary>
    (Mismatches Up, Mismatches Down) Steps(ReadOnlySpan<float> values)
    {
        long up = 0, down = 0;
        int firstUp = 0, firstDown = 0;
        var k = 1;
        for (; k + Vector256<float>.Count <= values.Length; k += Vector256<float>.Count)
        {
            var (before, here) = (Vector256.Create(values[(k - 1)..]), Vector256.Create(values[k..]));
            Count(Vector256.GreaterThan(here, before).ExtractMostSignificantBits(), ref up, ref firstUp);
            Count(Vector256.LessThan(here, before).ExtractMostSignificantBits(), ref down, ref firstDown);
        }
        for (; k < values.Length; k++)
        {
            Count(values[k] > values[k - 1] ? 1u : 0, ref up, ref firstUp);
            Count(values[k] < values[k - 1] ? 1u : 0, ref down, ref firstDown);
        }
        return (Found(up, firstUp), Found(down, firstDown));

        void Count(uint mask, ref long count, ref int first)
        {
            if (mask != 0 && count == 0) first = k - 1 + System.Numerics.BitOperations.TrailingZeroCount(mask);
            count += System.Numerics.BitOperations.PopCount(mask);
        }

        Mismatches Found(long count, int first)
            => count == 0 ? default : new(count, BitConverter.SingleToUInt32Bits(x[first]));
    }

    static float[] Filled(float value)
    {
        var values = new float[Length];
        Array.Fill(values, value);
        return values;
    }
}
