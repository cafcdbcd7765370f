namespace Kernels.Gpu;

/// <summary>
/// The GPU kernels of all assemblies loaded so far. The generated catalogues announce themselves when their assembly is
/// first used; they are read when a kernel is first looked for.
/// </summary>
public static class GpuKernels
{
    static readonly Lock Gate = new();
    static readonly Queue<Func<IReadOnlyList<GpuKernel>>> Announced = [];
    static readonly Dictionary<(string Definition, string Name), GpuKernel> Known = [];

    /// <summary>Called by generated code.</summary>
    public static void Announce(Func<IReadOnlyList<GpuKernel>> catalogue)
    {
        lock (Gate) Announced.Enqueue(catalogue);
    }

    /// <summary>The kernel of that definition and member, or null where none was generated.</summary>
    public static GpuKernel? Find(string definition, string name)
    {
        lock (Gate)
        {
            while (Announced.TryDequeue(out var catalogue))
                foreach (var kernel in catalogue()) Known[(kernel.Definition, kernel.Name)] = kernel;
            return Known.GetValueOrDefault((definition, name));
        }
    }
}
