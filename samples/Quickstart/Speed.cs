// Nanoseconds per element of the kernels and of what one would use instead. Rivals take turns, so that a slow moment of
// the machine hits all alike, and the median of the rounds counts.
using System.Diagnostics;
using System.Globalization;

namespace Quickstart;

internal static class Speed
{
    const int RoundCount = 15;
    const int Block = 65536;

    readonly record struct Row(string Name, Action Forward, Action Backward);

    public static void Print(ActivationInfo activation, Data data)
    {
        var (x, dy) = (data.X.AsMemory(0, Block), data.Dy.AsMemory(0, Block));
        var (y, dx, sigmoid) = (new float[Block], new float[Block], new float[Block]);
        Row[] rows =
        [
            .. Isas.Available.Select(isa => new Row(
                $"{activation.Name}, {isa}",
                () => activation["Forward"].Run(isa, [x], [y], data.Parameters),
                () => activation["Backward"].Run(isa, [x, dy], [dx], data.Parameters))),
            new("loop over MathF", () => ByHand.Forward(x.Span, y), () => ByHand.Backward(x.Span, dy.Span, dx)),
            new("TensorPrimitives, composed", () => ByHand.TensorForward(x.Span, y),
                () => ByHand.TensorBackward(x.Span, dy.Span, sigmoid, dx)),
        ];

        var seconds = Medians([.. rows.Select(row => row.Forward), .. rows.Select(row => row.Backward)]);
        Console.WriteLine($"Nanoseconds per element, {Block} values, median of {RoundCount} rounds in turn");
        Console.WriteLine($"  {"",-60} {"forward",10} {"backward",10}");
        for (var i = 0; i < rows.Length; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {rows[i].Name,-60} {seconds[i] / Block * 1e9,10:F3} "
                    + $"{seconds[rows.Length + i] / Block * 1e9,10:F3}"));
        Console.WriteLine();
    }

    static double[] Medians(Action[] rivals)
    {
        WarmUp(rivals);
        var seconds = rivals.Select(_ => new double[RoundCount]).ToArray();
        for (var round = 0; round < RoundCount; round++)
            for (var rival = 0; rival < rivals.Length; rival++)
            {
                var start = Stopwatch.GetTimestamp();
                for (var repeat = 0; repeat < 8; repeat++) rivals[rival]();
                seconds[rival][round] = Stopwatch.GetElapsedTime(start).TotalSeconds / 8;
            }
        return [.. seconds.Select(times => times.Order().ElementAt(RoundCount / 2))];
    }

    /// <summary>
    /// The runtime compiles hot methods again in the background, twice, when it finds the time: so thirty calls of each
    /// and a pause, until that has made no rival faster for a while.
    /// </summary>
    static void WarmUp(Action[] rivals)
    {
        const int Calls = 31, Quiet = 4, Most = 60;
        const double Faster = 0.9;
        var best = rivals.Select(_ => double.PositiveInfinity).ToArray();
        for (var (round, quiet) = (0, 0); round < Most && quiet < Quiet; round++)
        {
            quiet++;
            for (var rival = 0; rival < rivals.Length; rival++)
            {
                var start = Stopwatch.GetTimestamp();
                for (var call = 0; call < Calls; call++) rivals[rival]();
                var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                if (seconds < Faster * best[rival]) quiet = 0;
                best[rival] = Math.Min(best[rival], seconds);
            }
            Thread.Sleep(150);
        }
    }
}
