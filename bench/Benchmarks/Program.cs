// What can be measured: `floor`, `rows`, `onednn`, `gpu` and `hotloops` check the promises in minutes, `accuracy` has
// the errors of peers, `norms` the time of norms beside theirs, `steps` an optimiser's step beside a copy, `health`
// what counting costs, `threads` two threads beside one, and `small` calls of sixteen floats; options go to
// BenchmarkDotNet, which measures every definition at every length. A name that is not there is told with the nearest
// one, and exits with 2: nothing was measured, so nothing has passed.
using Kernels.Benchmarks;
using Kernels.Proof;

string[] parts =
[
    "floor", "rows", "onednn", "accuracy", "gpu", "hotloops", "norms", "steps", "health", "threads", "small",
];
var unknown = args switch
{
    ["floor", .. var names] => NearestName.Unknown(names,
        [.. Workload.Members.Select(member => member.Activation.Name).Distinct()]),
    ["hotloops", HotLoops.Child] => [],
    [var part, ..] when !part.StartsWith('-') && !parts.Contains(part) => NearestName.Unknown([part], parts),
    [var part, .. var rest] when !part.StartsWith('-')
        => [.. rest.Select(more => $"{part} takes no names, as {more} is.")],
    _ => [],
};
if (unknown.Length > 0)
{
    foreach (var sentence in unknown) Console.Error.WriteLine(sentence);
    return 2;
}

return args switch
{
    ["floor", .. var names] => Floor.Run(names),
    ["rows"] => RowFloor.Run(),
    ["onednn"] => OneDnnFloor.Run(),
    ["accuracy"] => PeerAccuracy.Run(),
    ["gpu"] => GpuFloor.Run(),
    ["norms"] => NormFloor.Run(),
    ["hotloops"] => HotLoops.Run(),
    ["steps"] => StepCopies.Run(),
    ["health"] => HealthCost.Run(),
    ["threads"] => ThreadSpeed.Run(),
    ["small"] => SmallCalls.Run(),
    ["hotloops", HotLoops.Child] => HotLoops.RunEveryKernel(),
    _ => MemberBenchmarks.Run(args),
};
