// ILGPU asks for libcuda.so and libOpenCL.so, which on Linux come only with development packages; the drivers install
// libcuda.so.1 and libOpenCL.so.1. Without this ILGPU finds no device and does not say why.
using System.Runtime.InteropServices;
using ILGPU;

namespace Kernels.Gpu;

static class DriverLibraries
{
    static readonly Lock Gate = new();
    static bool resolved;

    /// <summary>
    /// Installs the resolver once. Where the program has set one already, that one stays;
    /// and under WSL ILGPU sets one itself, and would throw if it came second.
    /// </summary>
    public static void Resolve()
    {
        lock (Gate)
        {
            if (resolved || !OperatingSystem.IsLinux() || IsWsl()) return;
            resolved = true;
            try
            {
                NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, static (name, _, _) => Load(name));
            }
            catch (InvalidOperationException)
            {
            }
        }
    }

    /// <summary>The library that a kind of device needs and that is not installed, or null.</summary>
    public static string? Missing(GpuKind kind) => (kind, OperatingSystem.IsLinux()) switch
    {
        (GpuKind.Cuda, true) when Load("cuda") == 0
            => "libcuda.so.1 is not installed (it comes with the NVIDIA driver).",
        (GpuKind.OpenCl, true) when Load("OpenCL") == 0
            => "libOpenCL.so.1 is not installed (Debian: ocl-icd-libopencl1, and the driver of the device).",
        _ => null,
    };

    static bool IsWsl()
        => Environment.GetEnvironmentVariable("WSL_DISTRO_NAME") is not null || Directory.Exists("/usr/lib/wsl/lib");

    static nint Load(string name)
        => name is "cuda" or "OpenCL" && NativeLibrary.TryLoad($"lib{name}.so.1", out var handle) ? handle : 0;
}
