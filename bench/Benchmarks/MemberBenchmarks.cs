namespace Kernels.Benchmarks;
internal static class MemberBenchmarks { public static int Run(string[] args) => 0; }
