// The promise that every path gives the same bits, NaN apart, kept on a million values, forward and backward.
using Kernels.Verification;

namespace Quickstart;

internal static class Agreement
{
    public static bool Print(ActivationInfo activation, IReadOnlyList<KernelRunner> runners, Data data)
    {
        Console.WriteLine($"Bits that differ, {data}");
        var results = runners.Select(runner => Results(activation, runner, data)).ToArray();
        var differing = 0;
        for (var i = 0; i < runners.Count; i++)
        {
            var (forward, backward) = (Differing(results[0].Forward, results[i].Forward),
                Differing(results[0].Backward, results[i].Backward));
            Console.WriteLine(i == 0
                ? $"  {runners[i].Name,-60} {"forward",10} {"backward",10}   (compared with this one)"
                : $"  {runners[i].Name,-60} {forward,10} {backward,10}");
            differing += forward + backward;
        }

        var notANumber = results[0].Forward.Concat(results[0].Backward).Count(float.IsNaN);
        Console.WriteLine($"  NaN in the results: {notANumber}; "
            + $"of the formula as written, differentiated and run in float: {ByHand.NotANumber(data)}");
        Console.WriteLine();
        return data.Count > 0 && runners.Count > 0 && differing == 0 && notANumber == 0;
    }

    static (float[] Forward, float[] Backward) Results(ActivationInfo activation, KernelRunner runner, Data data)
    {
        var (y, dx) = (new float[data.Count], new float[data.Count]);
        runner.Run(activation, activation["Forward"], [data.X], [y], data.Parameters);
        runner.Run(activation, activation["Backward"], [data.X, data.Dy], [dx], data.Parameters);
        return (y, dx);
    }

    static int Differing(float[] a, float[] b)
        => a.Zip(b).Count(pair => !ResultBits.AreSame(pair.First, pair.Second));
}
