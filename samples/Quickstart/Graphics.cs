// The GPU, if there is one: a machine without is no failure.
using Kernels.Gpu;

namespace Quickstart;

internal static class Graphics
{
    public static GpuDevice? Best()
    {
        try
        {
            return GpuDevice.Best();
        }
        catch (GpuUnavailableException exception)
        {
            Console.WriteLine($"GPU unavailable: {exception.Message}");
            return null;
        }
    }
}
