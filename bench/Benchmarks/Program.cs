// What can be measured: `floor` and `hotloops` check the promises in a minute; anything else goes to BenchmarkDotNet,
// which measures every definition at every length.
using Kernels.Benchmarks;

return args switch
{
    ["floor"] => Floor.Run(),
    ["hotloops"] => HotLoops.Run(),
    ["hotloops", HotLoops.Child] => HotLoops.RunEveryKernel(),
    _ => MemberBenchmarks.Run(args),
};
