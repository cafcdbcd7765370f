namespace Kernels.Gpu;

/// <summary>
/// The GPU kernels of all assemblies loaded so far. The generated catalogues announce themselves when their assembly is
/// first used; they are read when a kernel is first looked for.
/// </summary>
public static class GpuKernels
{
    static readonly Lock Gate = new();
    static readonly Queue<(Func<IReadOnlyList<GpuKernel>> Elements, Func<IReadOnlyList<GpuRowKernel>> Rows)> Announced =
        [];
    static readonly Dictionary<(string Definition, string Name), GpuKernel> Elements = [];
    static readonly Dictionary<(string Definition, string Name), GpuRowKernel> Rows = [];

    /// <summary>Called by generated code.</summary>
    public static void Announce(Func<IReadOnlyList<GpuKernel>> elements, Func<IReadOnlyList<GpuRowKernel>> rows)
    {
        lock (Gate) Announced.Enqueue((elements, rows));
    }

    /// <summary>The kernel of that definition and member, or null where none was generated.</summary>
    public static GpuKernel? Find(string definition, string name)
    {
        lock (Gate)
        {
            ReadAnnounced();
            return Elements.GetValueOrDefault((definition, name));
        }
    }

    /// <summary>The kernel over rows of that definition and member, or null where none was generated.</summary>
    public static GpuRowKernel? FindRows(string definition, string name)
    {
        lock (Gate)
        {
            ReadAnnounced();
            return Rows.GetValueOrDefault((definition, name));
        }
    }

    static void ReadAnnounced()
    {
        while (Announced.TryDequeue(out var catalogue))
        {
            foreach (var kernel in catalogue.Elements()) Elements[(kernel.Definition, kernel.Name)] = kernel;
            foreach (var kernel in catalogue.Rows()) Rows[(kernel.Definition, kernel.Name)] = kernel;
        }
    }
}
