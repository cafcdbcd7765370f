// What can be measured: `floor`, `rows`, `onednn`, `gpu` and `hotloops` check the promises in minutes; anything else goes to BenchmarkDotNet,
// which measures every definition at every length.
using Kernels.Benchmarks;

return args switch
{
    ["floor", .. var names] => Floor.Run(names),
    ["rows"] => RowFloor.Run(),
    ["onednn"] => OneDnnFloor.Run(),
    ["gpu"] => GpuFloor.Run(),
    ["hotloops"] => HotLoops.Run(),
    ["hotloops", HotLoops.Child] => HotLoops.RunEveryKernel(),
    _ => MemberBenchmarks.Run(args),
};
