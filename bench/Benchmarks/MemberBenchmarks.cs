// Every definition, forward and backward, at four lengths, beside what one would use instead. BenchmarkDotNet runs it.
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;
using Kernels.Activations;

namespace Kernels.Benchmarks;

/// <summary>One member of one definition at one length, and its rivals.</summary>
public class MemberBenchmarks
{
    const int WarmUpLength = 1 << 14;

    /// <summary>Options that ask for words and not for measurements.</summary>
    static readonly string[] Asks = ["--list", "--help", "--info", "--version"];

    static bool isWarm;

    Workload work = null!;
    Rivals rivals = null!;

    /// <summary>The names of the members: Silu.Forward and so on.</summary>
    public static IEnumerable<string> Members
        => Workload.Members.Select(member => Workload.NameOf(member.Activation, member.Kernel));

    /// <summary>Definition and kernel.</summary>
    [ParamsSource(nameof(Members))]
    public string Member { get; set; } = "";

    /// <summary>Floats in each span: in L1, in L2, about the last level, beyond any cache.</summary>
    [Params(1 << 10, 1 << 16, 1 << 20, 1 << 24)]
    public int Length { get; set; }

    /// <summary>Allocates the spans.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var (activation, kernel) = Find(Member);
        work = new(activation, kernel, Length);
        rivals = work.Rivals;
        if (isWarm) return;
        isWarm = true;
        Rounds.WarmUp([.. Workload.Members.SelectMany(
            member => new Workload(member.Activation, member.Kernel, WarmUpLength).Rivals.All)]);
    }

    /// <summary>The generated kernel.</summary>
    [Benchmark(Baseline = true)]
    public void Kernel() => work.Run(Isas.Best);

    /// <summary>A loop over MathF, where one is written.</summary>
    [Benchmark]
    public void Scalar() => rivals.Scalar!();

    /// <summary>System.Numerics.Tensors, where it has the function or a composition of few.</summary>
    [Benchmark]
    public void Tensors() => rivals.Peer!();

    /// <summary>One span copied: the speed of memory.</summary>
    [Benchmark]
    public void CopyTo() => work.Copy();

    internal static int Run(string[] arguments)
    {
        var summaries = BenchmarkSwitcher.FromTypes([typeof(MemberBenchmarks)]).Run(arguments, new MemberConfig());
        var reports = summaries.SelectMany(summary => summary.Reports).ToArray();
        if (reports.Length == 0 && !arguments.Any(Asks.Contains))
        {
            Console.Error.WriteLine("Nothing was measured: no benchmark has that name (--list flat shows them all).");
            return 2;
        }
        return summaries.Any(summary => summary.HasCriticalValidationErrors) || reports.Any(report => !report.Success)
            ? 1
            : 0;
    }

    internal static (ActivationInfo Activation, KernelInfo Kernel) Find(BenchmarkCase @case)
        => Find((string)@case.Parameters[nameof(Member)]);

    static (ActivationInfo Activation, KernelInfo Kernel) Find(string name)
        => Workload.Members.Single(member => Workload.NameOf(member.Activation, member.Kernel) == name);
}
