namespace Kernels.Gpu;

/// <summary>No kernel can run on a GPU here. The message says why and, where something helps, what.</summary>
public sealed class GpuUnavailableException(string reason, Exception? inner = null) : Exception(reason, inner);
