// The GPU kernels of the built-in catalogue are generated here, from the formulas that Kernels carries as attributes.
using Kernels.Gpu;

[assembly: GpuKernelsFor(typeof(Kernels.Activations.Silu))]
