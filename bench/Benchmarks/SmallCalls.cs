// Sixteen floats through every activation of one input: what a call costs beside its arithmetic.
using System.Diagnostics;
using System.Reflection;

namespace Kernels.Benchmarks;

internal static class SmallCalls
{
    const int Length = 16, Calls = 20_000, Turns = 15;

    const double Goal = 10;

    /// <returns>0: this tells, and promises nothing.</returns>
    public static int Run()
    {
        (string Name, Action Call)[] calls =
        [
            .. typeof(Activations.Silu).Assembly.GetTypes()
                .Where(type => type.IsAssignableTo(typeof(IActivation)) && type.IsValueType)
                .Select(type => (type.Name, Repeated(type))),
        ];
        Rounds.WarmUp([.. calls.Select(each => each.Call)]);
        var times = calls.Select(each => (each.Name, Time: Least(each.Call))).OrderBy(each => each.Time).ToArray();
        Console.WriteLine($"{Length} floats on {Isas.Best}, ns a call, least of {Turns} turns of {Calls} calls");
        foreach (var (name, time) in times) Console.WriteLine($"{name,18} {time,6:F1}{(time < Goal ? "" : " *")}");
        Console.WriteLine($"{times.Count(each => each.Time < Goal)} of {times.Length} below {Goal} ns");
        return 0;
    }

    static Action Repeated(Type activation)
        => typeof(SmallCalls).GetMethod(nameof(Repeat), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(activation).CreateDelegate<Action>();

    static readonly float[] x = [.. Enumerable.Range(0, Length).Select(i => 0.3f * i - 2)], y = new float[Length];

    static void Repeat<TActivation>() where TActivation : IActivation
    {
        for (var i = 0; i < Calls; i++) TActivation.Forward(x, y);
    }

    /// <summary>ns a call.</summary>
    static double Least(Action calls) => Enumerable.Range(0, Turns).Min(_ =>
    {
        var start = Stopwatch.GetTimestamp();
        calls();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
    });
}
