// ILGPU asks every OpenCL device for generic address spaces, because without optimisation its code has pointers of no
// named space. At level O2, which EnableKernels() sets, each pointer of our kernels names its space (a test reads the
// text of all of them), so a device without the capability, as PoCL before version 5, runs them.
using System.Runtime.CompilerServices;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.OpenCL;

namespace Kernels.Gpu;

static class OpenClDevices
{
    /// <summary>Whether the device can run kernels; if so, ILGPU is told that it may.</summary>
    public static bool Admit(CLDevice device)
    {
        if (Lack(device) is not null) return false;
        if (!device.Capabilities.GenericAddressSpace) SetGenericAddressSpace(device.Capabilities, true);
        return true;
    }

    /// <summary>The devices that cannot run kernels, each with what it lacks; null where there is none.</summary>
    public static string? Refused()
    {
        string[] refused =
        [
            .. from device in CLDevice.GetDevices(static _ => true).OfType<CLDevice>()
               let lack = Lack(device) ?? "something that ILGPU does not name"
               select $"{device.Name} ({device.PlatformName}, {device.DeviceVersion}) lacks {lack}",
        ];
        return refused.Length == 0 ? null : string.Join("; ", refused) + ".";
    }

    static string? Lack(CLDevice device)
        => device.CLStdVersion < CLBackend.MinimumVersion
            ? $"OpenCL C {CLBackend.MinimumVersion} (it has {device.CLStdVersion})"
            : null;

    // The setter is ILGPU's own; named here without reflection, so that trimming keeps it.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_GenericAddressSpace")]
    static extern void SetGenericAddressSpace(CLCapabilityContext capabilities, bool value);
}
