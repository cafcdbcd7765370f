// What the generator costs: `cold` checks the promise in one run, anything else goes to BenchmarkDotNet.
using BenchmarkDotNet.Running;
using Kernels.Generation;

if (args is ["cold"]) return Cold.Run(200);
BenchmarkSwitcher.FromTypes([typeof(GeneratorBenchmarks)]).Run(args);
return 0;
