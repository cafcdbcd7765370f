// The errors of peers, measured as our own are: a peer is one more runner, and UlpReport judges it in arbitrary
// precision. Only the largest error is printed: no peer has promised a bound, so there is nothing to pass or fail.
using System.Numerics.Tensors;
using Kernels.Activations;
using Kernels.Verification;

namespace Kernels.Benchmarks;

internal static class PeerAccuracy
{
    const int Points = 4096, Columns = 1024, Rows = 64, Seed = 20260101;

    /// <summary>Where activations bend, and as far as their tails reach.</summary>
    static readonly float[] Reaches = [8, 100];

    /// <summary>The definitions of which a peer has the value or the gradient.</summary>
    static readonly string[] Names =
        ["Exp", "Sigmoid", "Tanh", "Silu", "Gelu", "GeluTanh", "Mish", "Softplus", "Elu", "SwiGlu"];

    public static int Run()
    {
        Console.WriteLine($"largest error in ULP, {Points} inputs of each range; away from roots of the derivative");
        var reach = string.Join(" ", Reaches.Select(each => $"{$"|x| <= {each}",10}"));
        Console.WriteLine($"{"",-20} {"bound",6} | {"Kernels",-21} | {"TensorPrimitives",-21} | {"oneDNN",-21}");
        Console.WriteLine($"{"kernel",-20} {"",6} | {reach} | {reach} | {reach}");
        PeerRunner[] runners =
        [
            new("Kernels", work => () => work.Run(Isas.Best)),
            new("TensorPrimitives", work => Peers.Of(work.Name) is { } peer ? () => peer.Run(work) : null),
            new("oneDNN",
                work => OneDnn.IsThere && OneDnn.Names.Contains(work.Activation.Name) ? OneDnn.Of(work) : null),
        ];
        foreach (var name in Names)
        {
            var activation = ActivationCatalog.All.Single(each => each.Name == name);
            var errors = runners.Select(runner => Reaches.Select(limit => Errors(activation, runner, limit)).ToArray())
                .ToArray();
            foreach (var (kernel, bound) in new[] { ("Forward", activation.MaxUlp),
                ("Backward", activation.MaxGradientUlp) })
            {
                var columns = errors.Select(ranges
                    => string.Join(" ", ranges.Select(range => Text(range.GetValueOrDefault(kernel, double.NaN)))));
                Console.WriteLine($"{$"{name}.{kernel}",-20} {bound,6} | {string.Join(" | ", columns)}");
            }
        }
        foreach (var offset in (float[])[0, 10_000]) Console.WriteLine(Softmax(offset));
        return 0;
    }

    /// <summary>The largest error of each kernel that the runner offers, over all its outputs.</summary>
    static Dictionary<string, double> Errors(ActivationInfo activation, PeerRunner runner, float limit)
        => UlpReport.Run(activation, runner, Sample(limit)).Rows.GroupBy(row => row.Kernel)
            .ToDictionary(rows => rows.Key, rows => rows.Max(row => row.Max));

    /// <summary>Half of them evenly over the range, half evenly over its exponents down to 2⁻³⁰.</summary>
    static float[] Sample(float limit)
    {
        var random = new Random(Seed);
        float Sign() => random.Next(2) * 2 - 1;
        return
        [
            .. Enumerable.Range(0, Points / 2).Select(_ => Sign() * limit * random.NextSingle()),
            .. Enumerable.Range(0, Points / 2).Select(_ => Sign() * limit * MathF.Pow(2, -30 * random.NextSingle())),
        ];
    }

    /// <summary>
    /// Each element of a softmax against its formula in double precision; a row that is moved is the same row.
    /// </summary>
    static string Softmax(float offset)
    {
        var random = new Random(Seed);
        var x = Enumerable.Range(0, Rows * Columns)
            .Select(_ => offset + MathF.Round(random.NextSingle() * 16 * 256) / 256).ToArray();
        float[] ours = new float[x.Length], theirs = new float[x.Length];
        Activations(x, ours);
        for (var at = 0; at < x.Length; at += Columns)
            TensorPrimitives.SoftMax(x.AsSpan(at, Columns), theirs.AsSpan(at, Columns));
        var name = offset == 0 ? "Softmax.Forward" : $"Softmax at {offset}";
        return $"{name,-20} {"",6} | {Text(Largest(x, ours)),21} | {Text(Largest(x, theirs)),21} | {"-",21}";

        static void Activations(float[] x, float[] y) => Kernels.Rows.Softmax.Forward(x, y, Columns);
    }

    static double Largest(float[] x, float[] y)
    {
        var largest = 0.0;
        for (var at = 0; at < x.Length; at += Columns)
        {
            var row = x[at..(at + Columns)];
            var top = (double)row.Max();
            var sum = row.Sum(each => Math.Exp(each - top));
            for (var i = 0; i < Columns; i++)
                largest = Math.Max(largest, Ulp.Error(y[at + i], Math.Exp(row[i] - top) / sum));
        }
        return largest;
    }

    static string Text(double error)
        => $"{(double.IsNaN(error) ? "-" : error >= 1e4 ? error.ToString("0.0e0") : error.ToString("0.00")),10}";

    /// <summary>What computes a kernel, if it can, on the memory of a workload.</summary>
    sealed class PeerRunner(string name, Func<Workload, Action?> make) : KernelRunner
    {
        public override string Name => name;

        public override bool Offers(ActivationInfo activation, KernelInfo kernel)
            => kernel.Name is "Forward" or "Backward" && make(new(activation, kernel, 16)) is not null;

        public override void Run(
            ActivationInfo activation, KernelInfo kernel, IReadOnlyList<ReadOnlyMemory<float>> sources,
            IReadOnlyList<Memory<float>> destinations, ReadOnlySpan<float> parameters)
        {
            var work = new Workload(activation, kernel, sources[0].Length);
            for (var i = 0; i < sources.Count; i++) sources[i].CopyTo(work.Sources[i]);
            make(work)!();
            for (var i = 0; i < destinations.Count; i++) work.Destinations[i].CopyTo(destinations[i]);
        }
    }
}
